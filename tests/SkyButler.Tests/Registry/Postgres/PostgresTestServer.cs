using Npgsql;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>What an administrator can do to the server and its clients.</summary>
internal static class PostgresTestServer
{
    /// <summary>Runs a statement as the administrator; returns its first value.</summary>
    public static async Task<object?> RunAsync(string sql, string? database = null)
    {
        var url = new Uri(await PostgresServer.UrlAsync());
        await using var connection = new NpgsqlConnection($"Host={url.Host};Port={url.Port};Username=postgres;Database={database ?? "postgres"};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Breaks all connections of a client that gave itself a name.</summary>
    public static Task BreakAsync(string application) =>
        RunAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{application}'");
}

using Microsoft.Data.Sqlite;
using SkyButler.Registry;
using SkyButler.Tests.Shared;
using SkyButler.Verification;

namespace SkyButler.Conformance.Transfers.Kills;

/// <summary>The original's repository of everything, copied so that no file that it names is missing.</summary>
internal static class SoundMixed
{
    private const string Recorded = "file:///golden/mixed-external/";

    /// <summary>Makes a copy.</summary>
    public static async Task<TemporaryDirectory> CopyAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var copy = SharedFiles.CopyGolden("mixed", "mixed-external");
        var external = new Uri(Path.Combine(Path.GetDirectoryName(copy.Path)!, "mixed-external") + "/").AbsoluteUri;
        await using (var connection = new SqliteConnection($"Data Source={copy.File("gen3.sqlite3")};Pooling=False"))
        {
            await connection.OpenAsync(token);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE file_datastore_records SET path = replace(path, $recorded, $here)";
            command.Parameters.AddWithValue("$recorded", Recorded);
            command.Parameters.AddWithValue("$here", external);
            await command.ExecuteNonQueryAsync(token);
        }

        // A link among its files may have become a file when they were handed on.
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Access = RegistryAccess.ReadWrite, Clock = new LaterClock() }, token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: token);
        (await report.ReadAsync(token).ToListAsync(token)).ShouldAllBe(d => d.Subject.Contains("raw_sym", StringComparison.Ordinal));
        await (await RepositoryRepair.ApplyAsync(butler, report, token)).DisposeAsync();
        return copy;
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(2);
    }
}

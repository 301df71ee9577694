using System.Globalization;
using Npgsql;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>Asks a server, over a new connection, what became of a transaction whose connection broke while it was being committed.</summary>
internal static class CommitInquiry
{
    // A server that has not noticed that its client is gone may still be at it; in milliseconds.
    private const int MostQuestions = 40;
    private const int Pause = 250;

    private const string ServerQuery = "SELECT pg_postmaster_start_time()";
    private const string CheckpointQuery = "SELECT next_xid, checkpoint_time FROM pg_control_checkpoint()";

    /// <summary>What became of it.</summary>
    /// <param name="connect">Makes a connection.</param>
    /// <param name="mark">The transaction.</param>
    /// <param name="location">Of the database, for messages.</param>
    public static async Task<CommitOutcome> AskAsync(Func<Task<NpgsqlConnection>> connect, TransactionMark mark, string location)
    {
        try
        {
            for (var question = 1; question <= MostQuestions; question++)
            {
                if (await Reconnection.TryAsync(() => AskOnceAsync(connect, mark, location), CancellationToken.None).ConfigureAwait(false) is { } outcome)
                    return outcome;
                await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (RegistryException)
        {
            // The server does not come back, or does not say.
        }

        return CommitOutcome.Unknown;
    }

    // Null where it is still under way.
    private static async Task<CommitOutcome?> AskOnceAsync(Func<Task<NpgsqlConnection>> connect, TransactionMark mark, string location)
    {
        var connection = await connect().ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            var status = await StatusAsync(connection, mark).ConfigureAwait(false);
            if (status == "in progress")
                return null;
            var started = (DateTime)(await RowAsync(connection, ServerQuery).ConfigureAwait(false))[0];
            var (next, checkpoint) = await CheckpointAsync(connection).ConfigureAwait(false);
            return mark.Judge(status, next, checkpoint, started);
        }
        catch (Exception e) when (PostgresErrors.Describe(e, location, "") is ConnectionLostException lost)
        {
            throw lost;
        }
    }

    private static async Task<string?> StatusAsync(NpgsqlConnection connection, TransactionMark mark)
    {
        try
        {
            return (await RowAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT txid_status({mark.Number})")).ConfigureAwait(false))[0] as string;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // A number of the future: the server has crashed and knows nothing of it.
            return "aborted";
        }
    }

    private static async Task<(long? Next, DateTime Time)> CheckpointAsync(NpgsqlConnection connection)
    {
        try
        {
            var row = await RowAsync(connection, CheckpointQuery).ConfigureAwait(false);
            var parts = ((string)row[0]).Split(':');
            return ((long.Parse(parts[0], CultureInfo.InvariantCulture) << 32) | long.Parse(parts[1], CultureInfo.InvariantCulture), (DateTime)row[1]);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFunction)
        {
            return (null, default);
        }
    }

    private static async Task<object[]> RowAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var closing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }
}

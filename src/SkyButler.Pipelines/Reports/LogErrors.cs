using SkyButler.Datasets;
using SkyButler.Datastores.Contents;

namespace SkyButler.Pipelines.Reports;

/// <summary>The errors that stored logs tell of.</summary>
internal static class LogErrors
{
    // As Python counts levels.
    private const int Error = 40;

    /// <summary>Messages of errors, by log; where a log can't be read, a message that says so.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> ReadAsync(
        Butler butler, IReadOnlyCollection<DatasetRef> logs, int parallelism, CancellationToken cancellationToken)
    {
        var found = new System.Collections.Concurrent.ConcurrentDictionary<Guid, IReadOnlyList<string>>();
        await Parallel.ForEachAsync(
            logs,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism), CancellationToken = cancellationToken },
            async (log, token) => found[log.Id] = await ReadAsync(butler, log, token).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Butler butler, DatasetRef log, CancellationToken cancellationToken)
    {
        try
        {
            return await butler.GetAsync(log, null, cancellationToken).ConfigureAwait(false) is LogRecords records
                ? [.. records.Records.Where(r => r.LevelNumber >= Error).Select(r => r.Message)]
                : [$"Logs not readable for {log}"];
        }
        catch (DatasetNotFoundException)
        {
            return [$"Logs not ingested for {log}"];
        }
        catch (ButlerException e)
        {
            return [$"Logs missing or corrupt for {log}: {e.Message}"];
        }
    }
}

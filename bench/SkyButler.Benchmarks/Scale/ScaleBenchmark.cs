using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Benchmarks.Scale.Databases;
using SkyButler.Benchmarks.Scale.Work;

namespace SkyButler.Benchmarks.Scale;

/// <summary>Work in a repository of millions of datasets in thousands of collections, on either database.</summary>
internal sealed class ScaleBenchmark : IBenchmark
{
    /// <inheritdoc />
    public string Name => "scale";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = new ScaleSize(bench.Datasets);
        var folder = Directory.CreateDirectory(bench.Kept ?? Path.Combine(bench.Folder.Root, "scale")).FullName;
        var sqlite = Path.Combine(folder, FormattableString.Invariant($"sqlite-{bench.Datasets}"));
        await using (var database = await ScaleRepository.MakeAsync(sqlite, "{}", size, () => Task.FromResult<ScaleDatabase>(new SqliteScale(Path.Combine(sqlite, "gen3.sqlite3"))), cancellationToken))
        {
            await foreach (var figure in MeasureAsync(bench, size, sqlite, database, cancellationToken))
                yield return figure;
        }

        // The server runs as another user, who must be able to come to its folder.
        foreach (var way in (string[])[bench.Folder.Root, folder])
            File.SetUnixFileMode(way, File.GetUnixFileMode(way) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        await using var server = await PostgresProcess.StartAsync(Path.Combine(folder, FormattableString.Invariant($"server-{bench.Datasets}")), cancellationToken);
        var postgres = Path.Combine(folder, FormattableString.Invariant($"postgres-{bench.Datasets}"));
        await using (var database = await ScaleRepository.MakeAsync(
            postgres, $"registry: {{db: '{server.Url}'}}", size, async () => await PostgresScale.OpenAsync(server.Url, cancellationToken), cancellationToken))
        {
            await foreach (var figure in MeasureAsync(bench, size, postgres, database, cancellationToken))
                yield return figure;
        }
    }

    private static async IAsyncEnumerable<Figure> MeasureAsync(
        Bench bench, ScaleSize size, string repository, ScaleDatabase database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subject = new ScaleSubject(bench, size, repository, database);
        foreach (var figures in (Func<ScaleSubject, CancellationToken, IAsyncEnumerable<Figure>>[])[Openings.MeasureAsync, Findings.MeasureAsync, Listings.MeasureAsync, Insertions.MeasureAsync, Removals.MeasureAsync])
        {
            await foreach (var figure in figures(subject, cancellationToken))
                yield return figure with { Work = $"{database.Name}: {figure.Work}" };
        }
    }
}

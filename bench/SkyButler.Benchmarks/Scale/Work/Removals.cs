using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Transfers;

namespace SkyButler.Benchmarks.Scale.Work;

/// <summary>Removing datasets with their files, by a query, and whole runs.</summary>
internal static class Removals
{
    private const int Most = 50_000;
    private const int Turns = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async IAsyncEnumerable<Figure> MeasureAsync(ScaleSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var butler = await subject.OpenAsync(RegistryAccess.ReadWrite, cancellationToken);
        // A tenth at most of what each campaign made.
        var count = (int)Math.Min(Most, subject.Size.Processed / ScaleSize.Campaigns / 10 / Turns);
        var runs = await RunsAsync(butler, cancellationToken);
        yield return await RemoveAsync(
            subject, butler, runs.Where(r => r.StartsWith(Path.GetDirectoryName(ScaleNames.Run(0, 0))!, StringComparison.Ordinal)), count, $"remove {Text(count)} datasets with their files", (members, token) =>
                butler.PruneDatasetsAsync(new AllDatasetsQuery { Collections = members, Limit = count }, new() { Purge = true }, token),
            cancellationToken);
        yield return await RemoveAsync(
            subject, butler, runs.Where(r => r.StartsWith(Path.GetDirectoryName(ScaleNames.Run(1, 0))!, StringComparison.Ordinal)), count, $"remove runs of {Text(count)} datasets or some more, with their files", (members, token) =>
                butler.RemoveRunsAsync(members, RunRemoval.UnlinkFromChains, token),
            cancellationToken);
    }

    // Each turn has runs of its own, and all of their files are there.
    private static async Task<Figure> RemoveAsync(
        ScaleSubject subject, Butler butler, IEnumerable<string> runs, int count, string work, Func<IReadOnlyList<string>, CancellationToken, Task> removeAsync, CancellationToken cancellationToken)
    {
        var left = new Queue<string>(runs);
        var samples = new List<Sample>();
        var peak = 0L;
        for (var turn = 0; turn < Turns; turn++)
        {
            var members = new List<string>();
            for (var found = 0L; found < count;)
            {
                members.Add(left.Dequeue());
                found += await butler.Registry.Datasets.CountInRunsAsync([members[^1]], cancellationToken);
            }

            await MakeFilesAsync(subject, members, cancellationToken);
            peak = Math.Max(peak, await PeakMemory.OfAsync(async () => samples.Add(await Repeat.TimeAsync(() => removeAsync(members, cancellationToken)))));
        }

        return new() { Work = work, Sample = Sample.Median(samples), Limit = Limit, PeakBytes = peak };
    }

    // Whole runs of a campaign that no earlier measurement has touched.
    private static async Task<IReadOnlyList<string>> RunsAsync(Butler butler, CancellationToken cancellationToken) =>
        [.. (await butler.Registry.Collections.QueryAsync(["Cam/runs/*/*"], new HashSet<SkyButler.Registry.Collections.CollectionType> { SkyButler.Registry.Collections.CollectionType.Run }, cancellationToken)).Select(c => c.Name)];

    private static async Task MakeFilesAsync(ScaleSubject subject, IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs)
        {
            var paths = await subject.Database.ReadAsync(
                $"SELECT r.path FROM collection c JOIN dataset d ON d.run_id = c.collection_id JOIN file_datastore_records r ON r.dataset_id = d.id WHERE c.name = '{run}'", cancellationToken);
            foreach (var folder in paths.Select(p => Path.GetDirectoryName(Path.Combine(subject.Repository, p))!).Distinct(StringComparer.Ordinal))
                Directory.CreateDirectory(folder);
            foreach (var path in paths)
                await File.WriteAllTextAsync(Path.Combine(subject.Repository, path), "a: 1\n", cancellationToken);
        }
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

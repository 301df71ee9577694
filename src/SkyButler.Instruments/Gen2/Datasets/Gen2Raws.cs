using System.Globalization;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;
using SkyButler.Instruments.Gen2.Sources;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Takes in the raws that the registry of the second generation has: it tells where they are, their headers tell the rest.</summary>
internal sealed class Gen2Raws(
    Butler butler, InstrumentCatalog instruments, ObservationReader reader, ResourceStores stores, InstrumentDescription description, Gen2Policy policy, Gen2Notes notes,
    Gen2Options options)
{
    private const string Registry = "registry.sqlite3";
    private const int BatchSize = 10_000;

    /// <summary>Takes them in; those that are there already are not looked at.</summary>
    /// <exception cref="Gen2Exception">The registry can't be read.</exception>
    public async Task IngestAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.Root, Registry);
        if (!File.Exists(file))
        {
            notes.LeaveOut("raws, since there is no registry of them", file);
            return;
        }

        var template = policy.Types.FirstOrDefault(type => type.Name == Gen2DatasetType.Raw)
            ?? throw new Gen2Exception("The policy does not say where raws are: it needs 'raw' with a template, under 'exposures'.");
        var elements = PathElement.Split(template.Template);
        var columns = elements.SelectMany(element => element.Keys).Select(key => key.Name).Distinct().ToList();
        var batch = new List<(string Path, IReadOnlyDictionary<string, string> Row)>();
        await foreach (var row in new Gen2Database(file).RowsAsync("raw", columns, ["visit", policy.DetectorKey], cancellationToken))
        {
            var names = elements.Select(element => element.Format(row)).ToList();
            if (names.Contains(null))
                notes.LeaveOut("raws, since their row in the registry tells no path in the repository", string.Join(", ", row.Select(pair => $"{pair.Key}={pair.Value}")));
            else
                batch.Add((Path.Combine([options.Root, .. names.OfType<string>()]), row));
            if (batch.Count < BatchSize)
                continue;
            await IngestAsync(batch, cancellationToken);
            batch.Clear();
        }

        await IngestAsync(batch, cancellationToken);
    }

    private async Task IngestAsync(IReadOnlyList<(string Path, IReadOnlyDictionary<string, string> Row)> rows, CancellationToken cancellationToken)
    {
        var there = await PresentAsync(rows, cancellationToken);
        Gen2Notes.Count(notes.Present, Gen2DatasetType.Raw, there.Count);
        var files = new List<ResourcePath>();
        foreach (var (path, _) in rows.Where((_, i) => !there.Contains(i)))
        {
            if (File.Exists(path))
                files.Add(ResourcePath.FromLocalPath(path));
            else
                notes.LeaveOut("raws of the registry that are not there", path);
        }

        if (files.Count == 0)
            return;
        var ingest = new RawIngest(butler, instruments, reader, stores, new RawIngestOptions
        {
            Transfer = options.Transfer,
            SkipExisting = true,
            Failed = failure => notes.Fail("raws, since they failed", failure.Message),
            Progress = options.Progress,
        });
        var report = await ingest.RunAsync(files, cancellationToken);
        Gen2Notes.Count(notes.Taken, Gen2DatasetType.Raw, report.Files);
        Gen2Notes.Count(notes.Present, Gen2DatasetType.Raw, report.Skipped);
    }

    // Where the policy says which key is the exposure's number; else headers are read again, and the ingest finds out.
    private async Task<HashSet<int>> PresentAsync(IReadOnlyList<(string Path, IReadOnlyDictionary<string, string> Row)> rows, CancellationToken cancellationToken)
    {
        var present = new HashSet<int>();
        var run = $"{description.Name}/raw/all";
        if (policy.ExposureKey is not { } exposureKey || await butler.Registry.DatasetTypes.FindAsync(description.Raw.DatasetType, cancellationToken) is not { } type
            || await butler.Registry.Collections.FindAsync(run, cancellationToken) is null)
            return present;
        var wanted = new List<(int Row, DataCoordinate DataId)>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!long.TryParse(rows[i].Row.GetValueOrDefault(exposureKey), CultureInfo.InvariantCulture, out var visit) || !long.TryParse(rows[i].Row.GetValueOrDefault(policy.DetectorKey), CultureInfo.InvariantCulture, out var detector))
                continue;
            var values = new Dictionary<string, object>(StringComparer.Ordinal) { ["instrument"] = description.Name, ["exposure"] = visit, ["detector"] = detector };
            if (type.Dimensions.Required.All(element => values.ContainsKey(element.Name)))
                wanted.Add((i, DataCoordinate.Standardize(type.Dimensions, values)));
        }

        var found = wanted.Count == 0 ? [] : await butler.Registry.Datasets.FindAsync(type, [.. wanted.Select(pair => pair.DataId)], [run], null, cancellationToken);
        for (var i = 0; i < wanted.Count; i++)
            if (found[i] is not null)
                present.Add(wanted[i].Row);
        return present;
    }
}

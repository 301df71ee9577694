using SkyButler.Curation.Validity;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Calibrations;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;
using SkyButler.Instruments.Gen2.Sources;
using SkyButler.Registry.Errors;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Takes in calibrations, a run for each date on which they were made, and certifies them as their registry says.</summary>
internal sealed class Gen2Calibrations(Butler butler, Gen2DataIds dataIds, Gen2Ingest ingest, Gen2Policy policy, Gen2Notes notes)
{
    private const string Registry = "calibRegistry.sqlite3";

    /// <summary>Takes in and certifies those of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="collection">The calibration collection, whose name is the beginning of the runs'.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many validity ranges are new.</returns>
    public async Task<int> ConvertAsync(string folder, string collection, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<(Gen2DatasetType Type, string Date), (DatasetType Type, string Run)>();
        foreach (var file in new Gen2Walker(policy.Types.Where(type => type.Section == Gen2Section.Calibrations), notes).Walk(folder, []))
        {
            if (!file.Keys.TryGetValue(Gen2DataIds.CalibrationDate, out var date) || CuratedDates.Parse(date) is not { } made)
            {
                notes.LeaveOut($"{file.Type.Name}, since their path has no date", file.Path);
                continue;
            }

            var run = $"{collection}/{CuratedDates.Name(made)}";
            if (await ingest.AddAsync(file, run, cancellationToken) is { } dataset)
                runs.TryAdd((file.Type, date), (dataset.DatasetType, run));
        }

        await ingest.FlushAsync(cancellationToken);
        var registry = Path.Combine(folder, Registry);
        if (!File.Exists(registry))
        {
            if (runs.Count > 0)
                notes.LeaveOut("validity ranges, since calibrations have no registry", registry);
            return 0;
        }

        var certified = 0;
        foreach (var type in runs.GroupBy(run => run.Key.Type))
            certified += await CertifyAsync(new Gen2Database(registry), type.Key, type.ToDictionary(run => run.Key.Date, run => run.Value), collection, cancellationToken);
        return certified;
    }

    private async Task<int> CertifyAsync(
        Gen2Database registry, Gen2DatasetType type, Dictionary<string, (DatasetType Type, string Run)> runs, string collection, CancellationToken cancellationToken)
    {
        var rows = new List<ValidityRows.Range>();
        var table = type.Tables.FirstOrDefault(type.Name);
        await foreach (var row in registry.RowsAsync(table, [Gen2DataIds.CalibrationDate, "validStart", "validEnd", policy.DetectorKey, "filter"], [], cancellationToken))
            if (ValidityRows.Of(row, policy.DetectorKey) is { } range && runs.ContainsKey(range.CalibrationDate))
                rows.Add(range);
        var own = new List<(DataCoordinate DataId, ValidityRows.Range Range)>();
        foreach (var range in rows)
            if (TryDataId(runs[range.CalibrationDate].Type, range) is { } dataId)
                own.Add((dataId, range));
        // What one calibration leaves to the next of its detector and filter is no gap.
        var joined = own.GroupBy(pair => pair.DataId).SelectMany(group => ValidityRows.Joined(group.Select(pair => pair.Range)).Select(range => (DataId: group.Key, Range: range)));
        var ranges = new List<(DatasetRef, Timespan)>();
        foreach (var run in joined.GroupBy(pair => runs[pair.Range.CalibrationDate]))
        {
            var wanted = run.ToList();
            var isThere = await butler.Registry.DatasetTypes.FindAsync(run.Key.Type.Name, cancellationToken) is not null
                && await butler.Registry.Collections.FindAsync(run.Key.Run, cancellationToken) is not null;
            var found = isThere ? await butler.Registry.Datasets.FindAsync(run.Key.Type, [.. wanted.Select(pair => pair.DataId)], [run.Key.Run], null, cancellationToken) : [];
            for (var i = 0; i < wanted.Count; i++)
            {
                if (i < found.Count && found[i] is { } dataset)
                    ranges.Add((dataset, wanted[i].Range.Timespan));
                else
                    notes.LeaveOut($"validity ranges of {type.Name}, since there is no such file", $"{wanted[i].DataId} of {wanted[i].Range.CalibrationDate}");
            }
        }

        if (ranges.Count == 0)
            return 0;
        var missing = await RangeCertification.MissingAsync(butler.Registry, butler.Queries, collection, type.Name, ranges, cancellationToken);
        if (missing.Count == 0)
            return 0;
        try
        {
            await RangeCertification.ApplyAsync(butler.Registry, collection, type.Name, missing, cancellationToken);
            return missing.Count;
        }
        catch (ConflictException e)
        {
            notes.Fail($"validity ranges of {type.Name}, since they overlap", e.Message);
            return 0;
        }
    }

    private DataCoordinate? TryDataId(DatasetType type, ValidityRows.Range range)
    {
        try
        {
            return dataIds.Of(type, range.Keys);
        }
        catch (Gen2Exception e)
        {
            notes.LeaveOut($"validity ranges of {type.Name}, since {e.Message}", range.CalibrationDate);
            return null;
        }
    }
}

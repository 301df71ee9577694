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
        var any = false;
        foreach (var file in new Gen2Walker(Types, notes).Walk(folder, []))
        {
            if (!file.Keys.TryGetValue(Gen2DataIds.CalibrationDate, out var date) || RunOf(collection, date) is not { } run)
                notes.LeaveOut($"{file.Type.Name}, since their path has no date", file.Path);
            else
                any |= await ingest.AddAsync(file, run, cancellationToken) is not null;
        }

        await ingest.FlushAsync(cancellationToken);
        var registry = Path.Combine(folder, Registry);
        if (!File.Exists(registry))
        {
            if (any)
                notes.LeaveOut("validity ranges, since calibrations have no registry", registry);
            return 0;
        }

        var certified = 0;
        foreach (var type in Types)
            certified += await CertifyAsync(new Gen2Database(registry), type, collection, cancellationToken);
        return certified;
    }

    private IEnumerable<Gen2DatasetType> Types => policy.Types.Where(type => type.Section == Gen2Section.Calibrations);

    private static string? RunOf(string collection, string date) => CuratedDates.Parse(date) is { } made ? $"{collection}/{CuratedDates.Name(made)}" : null;

    // By the runs that there are, whose files may have come, and gone from where they were, before the work was stopped.
    private async Task<int> CertifyAsync(Gen2Database registry, Gen2DatasetType type, string collection, CancellationToken cancellationToken)
    {
        if (await butler.Registry.DatasetTypes.FindAsync(type.Name, cancellationToken) is not { } datasetType)
            return 0;
        var own = new List<(DataCoordinate DataId, ValidityRows.Range Range)>();
        await foreach (var row in registry.RowsAsync(type.Tables.FirstOrDefault(type.Name), [Gen2DataIds.CalibrationDate, "validStart", "validEnd", policy.DetectorKey, "filter"], [], cancellationToken))
            if (ValidityRows.Of(row, policy.DetectorKey) is { } range && TryDataId(datasetType, range) is { } dataId)
                own.Add((dataId, range));
        // What one calibration leaves to the next of its detector and filter is no gap.
        var joined = own.GroupBy(pair => pair.DataId).SelectMany(group => ValidityRows.Joined(group.Select(pair => pair.Range)).Select(range => (DataId: group.Key, Range: range)));
        var ranges = new List<(DatasetRef Dataset, Timespan Validity)>();
        foreach (var dated in joined.GroupBy(pair => RunOf(collection, pair.Range.CalibrationDate)))
        {
            if (dated.Key is not { } run || await butler.Registry.Collections.FindAsync(run, cancellationToken) is null)
                continue;
            var wanted = dated.ToList();
            var found = await butler.Registry.Datasets.FindAsync(datasetType, [.. wanted.Select(pair => pair.DataId)], [run], null, cancellationToken);
            for (var i = 0; i < wanted.Count; i++)
            {
                if (found[i] is { } dataset)
                    ranges.Add((dataset, wanted[i].Range.Timespan));
                else
                    notes.LeaveOut($"validity ranges of {type.Name}, since there is no such file", $"{wanted[i].DataId} of {wanted[i].Range.CalibrationDate}");
            }
        }

        return ranges.Count == 0 ? 0 : await CertifyAsync(collection, type.Name, ranges, cancellationToken);
    }

    // All at once; where ranges overlap, those of each data ID by themselves.
    private async Task<int> CertifyAsync(string collection, string type, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, CancellationToken cancellationToken)
    {
        var missing = await RangeCertification.MissingAsync(butler.Registry, butler.Queries, collection, type, ranges, cancellationToken);
        if (missing.Count == 0)
            return 0;
        try
        {
            await RangeCertification.ApplyAsync(butler.Registry, collection, type, missing, cancellationToken);
            return missing.Count;
        }
        catch (ConflictException e)
        {
            var groups = missing.GroupBy(range => range.Dataset.DataId).Select(group => group.ToList()).ToList();
            if (groups.Count == 1)
            {
                foreach (var (dataset, _) in missing)
                    notes.Fail($"validity ranges of {type}, since they overlap", $"{dataset.DataId}: {e.Message}");
                return 0;
            }

            var certified = 0;
            foreach (var group in groups)
                certified += await CertifyAsync(collection, type, group, cancellationToken);
            return certified;
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

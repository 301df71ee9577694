using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Visits.Grouping;
using SkyButler.Instruments.Visits.Records;
using SkyButler.Instruments.Visits.Regions;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Visits;

/// <summary>Joins the exposures of an instrument to visits, and records these with the regions of their detectors.</summary>
public sealed record VisitDefinition
{
    /// <summary>The instrument's name.</summary>
    public required string Instrument { get; init; }

    /// <summary>The instrument's description; null where there is none, and the camera is a dataset.</summary>
    public InstrumentDescription? Description { get; init; }

    /// <summary>Grouping and regions.</summary>
    public VisitConfig Config { get; init; } = new();

    /// <summary>Where the dataset <c>camera</c> is looked for; none: in <c>instrument/calib</c>, where that is.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>A condition on exposures in the query language; empty for all.</summary>
    public string Where { get; init; } = "";

    /// <summary>What happens to visits that are there with other values.</summary>
    public VisitMode Mode { get; init; }

    /// <summary>Whether exposures are left out that belong to visits already.</summary>
    public bool Prefilters { get; init; }

    /// <summary>Whether visits that are there are completed with regions of detectors that they lack.</summary>
    public bool ChecksDetectorRegions { get; init; }

    /// <summary>Takes what makes no visit, such as a group without a number, while the others go on; null to end at the first, before anything is written.</summary>
    public Action<VisitException>? Failed { get; init; }

    /// <summary>Takes what is odd.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Where the files of raws lie, whose WCS is asked where nobody has described the camera.</summary>
    public ResourceStores Stores { get; init; } = ResourceStores.Local;

    /// <summary>Shows how far the work is; null where nobody wants to know.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Defines visits. Visits are written in batches; what was written before a failure stays, and is found to be there the next time.</summary>
    /// <exception cref="VisitException">The instrument is not registered, its camera not known, the modes exclude one another, or, without <see cref="Failed"/>, exposures make no visit.</exception>
    /// <exception cref="ConflictException">A visit is there with other values (<see cref="VisitMode.Compare"/>); nothing is written.</exception>
    public async Task<VisitReport> RunAsync(Butler butler, CancellationToken cancellationToken)
    {
        if (Prefilters && Mode is VisitMode.Update or VisitMode.Incremental)
            throw new VisitException("Exposures that belong to visits can't be left out (--prefilter) where visits are updated (--update-records, --incremental).");
        var records = new VisitRecords(butler.Universe, Instrument);
        var search = new ExposureSearch(butler, Instrument);
        var all = await search.FindAsync(Where, cancellationToken).ConfigureAwait(false);
        var exposures = all.Where(exposure => exposure.IsOnSky).ToList();
        if (!Config.IgnoresOthers && exposures.Count < all.Count)
            throw new VisitException($"The exposure {all.First(exposure => !exposure.IsOnSky).Name} saw no sky, or does not tell where it looked; leave it out (--where, or ignoreNonScienceExposures).");
        var unturned = all.Count(exposure => exposure.LacksAngle);
        if (unturned > 0)
            Log.LogWarning(
                "{Count} exposures tell where they looked, but not how the camera was turned, and get no visits; where a translator says it ('boresight_rotation_angle: {{value: 0}}'), update-exposures records it.", unturned);
        var report = new VisitReport { Exposures = all.Count, WithoutSky = all.Count - exposures.Count };
        if (exposures.Count == 0)
        {
            Log.LogInformation("No on-sky exposures found after filtering.");
            return report;
        }

        var grouping = await GroupingAsync(butler, cancellationToken).ConfigureAwait(false);
        var detectors = await DetectorsAsync(butler, cancellationToken).ConfigureAwait(false);
        var camera = await VisitCamera.FindAsync(
            butler, Instrument, exposures, detectors.Count, Collections, Description, Config.RequiresVersionedCamera, Stores, Log, cancellationToken).ConfigureAwait(false);
        var field = new FieldOutline(camera, detectors, Config.Padding);
        if (field.Detectors.Count < camera.Camera.Detectors.Count)
            Log.LogWarning("{Count} detectors of the camera are not registered, and get no regions.", camera.Camera.Detectors.Count - field.Detectors.Count);
        if (field.Detectors.Count == 0)
            throw new VisitException($"No detector of the camera of {Instrument} is registered; register the instrument's detectors first.");
        if (Prefilters)
        {
            var known = await search.FindDefinedAsync(exposures, records, ChecksDetectorRegions ? [.. field.Detectors.Select(d => (long)d.Id)] : [], cancellationToken).ConfigureAwait(false);
            report = report with { Filtered = known.Count };
            if (known.Count > 0)
                Log.LogInformation("Filtered out {Count} on-sky exposure(s) (of {All}) that belong to visits.", known.Count, exposures.Count);
            exposures.RemoveAll(exposure => known.Contains(exposure.Id));
        }

        if (Mode == VisitMode.Incremental)
            exposures = await search.WithNeighboursAsync(exposures, grouping, cancellationToken).ConfigureAwait(false);
        var failures = 0;
        var regions = new VisitRegions(field, Config.MergesExposures);
        var plans = await ParallelWork.RunAsync(
            () => regions.Possible(ExposureGrouper.Group(exposures, grouping, message => Log.LogWarning("{Message}", message), Fail), Fail, cancellationToken), cancellationToken).ConfigureAwait(false);
        report = report with { Failed = failures };
        await RegisterSystemsAsync(butler, records, grouping, cancellationToken).ConfigureAwait(false);
        return await new VisitWriter(butler.Registry, records, regions, Mode)
        {
            ChecksDetectorRegions = ChecksDetectorRegions,
            Log = Log,
            Progress = Progress,
        }.WriteAsync(plans, report, cancellationToken).ConfigureAwait(false);

        void Fail(VisitException failure)
        {
            if (Failed is null)
                throw failure;
            Failed(failure);
            failures++;
        }
    }

    private async Task<VisitGrouping> GroupingAsync(Butler butler, CancellationToken cancellationToken)
    {
        var element = butler.Universe["instrument"];
        var dataId = DataCoordinate.Standardize(element.MinimalGroup, new Dictionary<string, object> { ["instrument"] = Instrument });
        var found = await butler.Registry.Records.FetchAsync(element, [dataId], cancellationToken).ConfigureAwait(false);
        if (!found.TryGetValue(dataId, out var record))
            throw new VisitException($"There is no instrument '{Instrument}' here; register it first ('butler register-instrument').");
        var said = element.Schema.IndexOf("visit_system") >= 0 ? record["visit_system"] as long? : null;
        var grouping = Config.Grouping ?? (said is >= 0 and <= (long)VisitGrouping.OneToOneAndByCounter ? (VisitGrouping)said : VisitGrouping.OneToOne);
        if (grouping != VisitGrouping.OneToOneAndByCounter || butler.Universe["exposure"].Schema.IndexOf("seq_end") >= 0)
            return grouping;
        Log.LogWarning("Exposures of this repository's universe have no counters of groups; each becomes one visit.");
        return VisitGrouping.OneToOne;
    }

    private async Task<HashSet<int>> DetectorsAsync(Butler butler, CancellationToken cancellationToken)
    {
        var detectors = new HashSet<int>();
        var query = new Queries.DataIdQuery { Dimensions = ["detector"], DataId = new() { ["instrument"] = Instrument } };
        await foreach (var record in butler.Queries.RecordsAsync("detector", query, cancellationToken).ConfigureAwait(false))
            detectors.Add((int)(long)record["id"]!);
        return detectors;
    }

    private Task RegisterSystemsAsync(Butler butler, VisitRecords records, VisitGrouping grouping, CancellationToken cancellationToken) => butler.Registry.TransactAsync(
        async token =>
        {
            foreach (var system in ExposureGrouper.SystemsOf(grouping))
                await butler.Registry.Records.SyncAsync(records.MakeSystem(system, ExposureGrouper.SystemNames[system]), RecordSync.Compare, token).ConfigureAwait(false);
        },
        cancellationToken);
}

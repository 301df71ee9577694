using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Visits.Grouping;
using SkyButler.Instruments.Visits.Records;
using SkyButler.Instruments.Visits.Regions;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.Visits;

/// <summary>Compares visits with what is registered and writes what is to be written, a batch of visits with all that hangs on them in one transaction.</summary>
internal sealed class VisitWriter(SqlRegistry registry, VisitRecords records, VisitRegions regions, VisitMode mode)
{
    // Visits of one transaction: some thousand regions of detectors.
    private const int Batch = 64;
    private const int LookUpBatch = 2000;
    private const int MostNamed = 5;

    /// <summary>A visit, what is there of it, and what is to be done.</summary>
    private sealed record Work(VisitPlan Plan, DimensionRecord Visit)
    {
        public bool IsNew { get; init; }

        public bool IsChanged { get; init; }

        public bool HasOtherRegion { get; init; }
    }

    public bool ChecksDetectorRegions { get; init; }

    public required ILogger Log { get; init; }

    public IProgress<WorkProgress>? Progress { get; init; }

    public async Task<VisitReport> WriteAsync(IReadOnlyList<VisitPlan> plans, VisitReport report, CancellationToken cancellationToken)
    {
        var states = await CompareAsync(plans, cancellationToken).ConfigureAwait(false);
        var done = new ProgressCount(Progress, "Defining visits", plans.Count);
        foreach (var batch in plans.Zip(states).Chunk(Batch))
        {
            var completed = 0;
            var works = await ParallelWork.RunAsync(() => batch.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(item => item.Second with { Visit = MakeVisit(item.First) }).ToList(), cancellationToken).ConfigureAwait(false);
            await registry.TransactAsync(async token => completed = await WriteAsync(works, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var updated = mode is VisitMode.Update or VisitMode.Incremental ? works.Where(work => work.IsChanged).ToList() : [];
            var withRegions = updated.Count(ReplacesRegions);
            report = report with
            {
                New = report.New + works.Count(work => work.IsNew),
                Unchanged = report.Unchanged + works.Count(work => work is { IsNew: false, IsChanged: false }),
                Skipped = report.Skipped + (mode == VisitMode.SkipConflicting ? works.Count(work => work.IsChanged) : 0),
                UpdatedWithRegions = report.UpdatedWithRegions + withRegions,
                UpdatedWithoutRegions = report.UpdatedWithoutRegions + updated.Count - withRegions,
                Completed = report.Completed + completed,
            };
            done.Add(batch.Length);
        }

        return report;
    }

    private DimensionRecord MakeVisit(VisitPlan plan) => records.MakeVisit(plan, regions.Of(plan));

    // What is there of each visit; records are made again later, so that few are in memory.
    private async Task<List<Work>> CompareAsync(IReadOnlyList<VisitPlan> plans, CancellationToken cancellationToken)
    {
        var works = new List<Work>(plans.Count);
        var conflicts = new List<string>();
        foreach (var chunk in plans.Chunk(LookUpBatch))
        {
            var instrument = (string)chunk[0].Exposures[0].Record["instrument"]!;
            var keys = chunk.Select(plan => DataCoordinate.Standardize(records.Visit.MinimalGroup, new Dictionary<string, object> { ["instrument"] = instrument, ["visit"] = plan.Id })).ToList();
            var there = await registry.Records.FetchAsync(records.Visit, keys, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < chunk.Length; i++)
            {
                if (!there.TryGetValue(keys[i], out var old))
                {
                    works.Add(new(chunk[i], null!) { IsNew = true });
                    continue;
                }

                var made = MakeVisit(chunk[i]);
                var differences = VisitComparison.Differences(old, made);
                works.Add(new(chunk[i], null!) { IsChanged = differences.Count > 0, HasOtherRegion = !VisitComparison.Same(old.Region, made.Region) });
                if (differences.Count > 0 && mode is VisitMode.Compare or VisitMode.SkipConflicting)
                    conflicts.Add($"visit {chunk[i].Id} ('{chunk[i].Name}'): {string.Join("; ", differences)}");
            }
        }

        if (conflicts.Count > 0 && mode == VisitMode.Compare)
            throw new ConflictException(
                $"{conflicts.Count} of {plans.Count} visits are there with other values, and none is written: {string.Join(" / ", conflicts.Take(MostNamed))}{(conflicts.Count > MostNamed ? " / …" : "")}. Keep them (--skip-conflicting), or change them (--update-records).");
        if (conflicts.Count > 0)
            Log.LogWarning("{Count} visits are there with other values and stay as they are, such as {Conflict}.", conflicts.Count, conflicts[0]);
        return works;
    }

    private async Task<int> WriteAsync(IReadOnlyList<Work> works, CancellationToken cancellationToken)
    {
        var fresh = works.Where(work => work.IsNew).ToList();
        var changed = mode is VisitMode.Update or VisitMode.Incremental ? works.Where(work => work.IsChanged).ToList() : [];
        await InsertAsync([.. fresh.Select(work => work.Visit)], RecordInsertMode.New, cancellationToken).ConfigureAwait(false);
        await InsertAsync([.. changed.Select(work => work.Visit)], RecordInsertMode.Replace, cancellationToken).ConfigureAwait(false);
        var members = mode == VisitMode.Incremental ? works : fresh;
        await InsertAsync([.. members.SelectMany(work => records.MakeDefinitions(work.Plan))], RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
        await InsertAsync([.. members.SelectMany(work => records.MakeMemberships(work.Plan))], RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
        await InsertAsync(await RegionsAsync(fresh, cancellationToken).ConfigureAwait(false), RecordInsertMode.New, cancellationToken).ConfigureAwait(false);
        await InsertAsync(await RegionsAsync(changed.Where(ReplacesRegions), cancellationToken).ConfigureAwait(false), RecordInsertMode.Replace, cancellationToken).ConfigureAwait(false);
        return ChecksDetectorRegions ? await CompleteAsync(works.Where(work => work is { IsNew: false, IsChanged: false }), cancellationToken).ConfigureAwait(false) : 0;
    }

    private bool ReplacesRegions(Work work) => mode == VisitMode.Update || work.HasOtherRegion;

    private async Task<int> CompleteAsync(IEnumerable<Work> works, CancellationToken cancellationToken)
    {
        var wanted = await RegionsAsync(works, cancellationToken).ConfigureAwait(false);
        if (wanted.Count == 0)
            return 0;
        var there = await registry.Records.FetchAsync(records.DetectorRegion, [.. wanted.Select(region => region.DataId)], cancellationToken).ConfigureAwait(false);
        var missing = wanted.Where(region => !there.ContainsKey(region.DataId)).ToList();
        await InsertAsync(missing, RecordInsertMode.New, cancellationToken).ConfigureAwait(false);
        return missing.Select(region => region["visit"]).Distinct().Count();
    }

    private Task<List<DimensionRecord>> RegionsAsync(IEnumerable<Work> works, CancellationToken cancellationToken) => ParallelWork.RunAsync(
        () => works.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .SelectMany(work => regions.OfDetectors(work.Plan).Select(region => records.MakeRegion(work.Plan, region.Detector, region.Region))).ToList(),
        cancellationToken);

    private Task InsertAsync(IReadOnlyList<DimensionRecord> made, RecordInsertMode how, CancellationToken cancellationToken) =>
        made.Count == 0 ? Task.CompletedTask : registry.Records.InsertAsync(made[0].Element, made, how, cancellationToken);
}

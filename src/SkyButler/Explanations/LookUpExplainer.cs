using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets.Search;

namespace SkyButler.Explanations;

/// <summary>Explains why a look-up picks the dataset that it picks, or none: by going the same way and noting what it sees.</summary>
public sealed class LookUpExplainer
{
    private readonly Butler butler;

    /// <summary>Makes an explainer over an open repository.</summary>
    public LookUpExplainer(Butler butler) => this.butler = butler;

    private SqlRegistry Registry => butler.Registry;

    /// <summary>Explains the look-up of a dataset by type and data ID in collections searched in order.</summary>
    /// <exception cref="Registry.Errors.MissingDatasetTypeException">There is no such dataset type.</exception>
    /// <exception cref="Registry.Errors.MissingCollectionException">A collection does not exist.</exception>
    public Task<LookUpExplanation> ExplainAsync(
        string datasetType, DataId dataId, IReadOnlyList<string> collections, CancellationToken cancellationToken = default) =>
        ExplainAsync(datasetType, dataId, new FindOptions { Collections = collections }, cancellationToken);

    /// <summary>Explains the look-up of a dataset by type and data ID, for calibrations at a given time.</summary>
    /// <param name="datasetType">Name of the dataset type.</param>
    /// <param name="dataId">The data ID as it would be given to the look-up.</param>
    /// <param name="options">Collections and time; storage class and records are not looked at.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Registry.Errors.MissingDatasetTypeException">There is no such dataset type.</exception>
    /// <exception cref="Registry.Errors.MissingCollectionException">A collection does not exist.</exception>
    public async Task<LookUpExplanation> ExplainAsync(string datasetType, DataId dataId, FindOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataId);
        var type = await Registry.DatasetTypes.GetAsync(DatasetType.SplitName(datasetType).Parent, cancellationToken).ConfigureAwait(false);
        var explanation = await ExplainAsync(type, dataId, options.Collections ?? butler.Collections, options.Timespan, cancellationToken).ConfigureAwait(false);
        return options.Timespan is null || type.IsCalibration
            ? explanation
            : explanation with { Sentences = [.. explanation.Sentences, $"'{type.Name}' is not a calibration, so the time asked for was not looked at."] };
    }

    private async Task<LookUpExplanation> ExplainAsync(
        DatasetType type, DataId dataId, IReadOnlyList<string> collections, Timespan? asked, CancellationToken cancellationToken)
    {
        var flat = await Registry.Collections.FlattenAsync(collections, cancellationToken).ConfigureAwait(false);
        var summaries = await Registry.Collections.SummariesAsync([.. flat.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        DataCoordinate coordinate;
        Timespan? timespan;
        try
        {
            (coordinate, timespan) = await butler.With(collections).ResolveDataIdAsync(type, dataId, cancellationToken).ConfigureAwait(false);
        }
        catch (DataIdException e)
        {
            return new()
            {
                Reason = LookUpReason.DataId,
                DataId = dataId.ToString(),
                Sentences = [e.Message, .. await new DataIdHints(butler).ForAsync(type, dataId, summaries, cancellationToken).ConfigureAwait(false)],
            };
        }

        timespan = asked ?? timespan;
        var seen = await SeeAsync(type, coordinate, timespan, flat, summaries, cancellationToken).ConfigureAwait(false);
        var explanation = new LookUpExplanation
        {
            Reason = LookUpReason.Found,
            Sentences = [],
            DataId = coordinate.ToString(),
            Timespan = type.IsCalibration ? timespan : null,
            TimespanSource = !type.IsCalibration ? null : asked is null ? TimespanSources.Of(type, dataId) : TimespanSources.Asked,
            Collections = seen,
        };
        if (seen.FirstOrDefault(c => c.Datasets.Any(d => d.IsValid)) is { } winner)
            return await WonAsync(explanation, type, coordinate, winner, cancellationToken).ConfigureAwait(false);
        var missing = await new DataIdHints(butler).MissingRecordsAsync(coordinate, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            return explanation with { Reason = LookUpReason.DataId, Sentences = missing };
        return NothingText.IsOutsideValidity(seen)
            ? explanation with { Reason = LookUpReason.NotValid, Sentences = NothingText.NotValid(type, explanation) }
            : explanation with
            {
                Reason = NothingText.OtherGovernor(type, coordinate, summaries) is { Count: > 0 } ? LookUpReason.OtherGovernor : LookUpReason.NotInCollections,
                Sentences =
                [
                    NothingText.NotThere(type, coordinate, seen),
                    .. NothingText.OtherGovernor(type, coordinate, summaries),
                    .. await ElsewhereAsync(type, coordinate, flat, cancellationToken).ConfigureAwait(false),
                ],
            };
    }

    private async Task<IReadOnlyList<SearchedCollection>> SeeAsync(
        DatasetType type, DataCoordinate dataId, Timespan? timespan, IReadOnlyList<CollectionRecord> flat,
        IReadOnlyDictionary<string, CollectionSummary> summaries, CancellationToken cancellationToken)
    {
        var asked = flat.Where(c => NothingText.Exclusion(type, dataId, summaries[c.Name]) is null).ToList();
        var candidates = await Registry.Datasets.CandidatesAsync(type, dataId, asked, cancellationToken).ConfigureAwait(false);
        var byCollection = candidates.ToLookup(c => asked[c.Rank].Name, StringComparer.Ordinal);
        return [.. flat.Select(c => new SearchedCollection(
            c.Name,
            c.Type,
            NothingText.Exclusion(type, dataId, summaries[c.Name]),
            [.. byCollection[c.Name].OrderBy(m => m.Validity?.BeginNanoseconds).Select(m => Seen(m, timespan))]))];
    }

    private static SeenDataset Seen(DatasetMatch match, Timespan? timespan) => new(
        match.Id, match.Run, match.Validity, match.Validity is not { } validity || (timespan is { } time && validity.Overlaps(time)));

    private async Task<LookUpExplanation> WonAsync(
        LookUpExplanation explanation, DatasetType type, DataCoordinate dataId, SearchedCollection winner, CancellationToken cancellationToken)
    {
        var valid = winner.Datasets.Where(d => d.IsValid).ToList();
        if (valid.Count > 1)
            return explanation with { Reason = LookUpReason.Ambiguous, Sentences = FoundText.Ambiguous(type, explanation, winner, valid) };
        var dataset = new DatasetRef(type, dataId, valid[0].Run, valid[0].Id);
        var records = (await butler.FindFilesAsync([dataset], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(dataset.Id) ?? [];
        var existence = (await butler.ExistsAsync(await butler.ExpandAsync([dataset], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))[dataset.Id];
        var uris = records.Count == 0 ? [] : (await butler.GetUrisAsync([dataset], cancellationToken).ConfigureAwait(false))[dataset.Id];
        var reason = records.Count == 0 ? LookUpReason.NotStored : existence.HasFlag(DatasetExistence.Artifact) ? LookUpReason.Found : LookUpReason.FileMissing;
        return explanation with
        {
            Reason = reason,
            Dataset = dataset,
            Files = [.. records.Select(r => $"{uris.FirstOrDefault(u => u.Component == r.Component)?.Uri.ToString() ?? r.Path} (read by {r.Formatter} as {r.StorageClass}{(r.Component is null ? "" : $", component {r.Component}")})")],
            Sentences = [.. FoundText.Picked(type, explanation, winner, valid[0]), .. FoundText.Storage(reason, existence, uris)],
        };
    }

    // The reader most likely forgot a collection, so those that have it are named.
    private async Task<IReadOnlyList<string>> ElsewhereAsync(
        DatasetType type, DataCoordinate dataId, IReadOnlyList<CollectionRecord> searched, CancellationToken cancellationToken)
    {
        var all = await Registry.Collections.FlattenAsync(["*"], cancellationToken).ConfigureAwait(false);
        var others = all.Where(c => searched.All(s => s.Name != c.Name)).ToList();
        var found = await Registry.Datasets.CandidatesAsync(type, dataId, others, cancellationToken).ConfigureAwait(false);
        return NothingText.Elsewhere([.. found.Select(f => others[f.Rank].Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}

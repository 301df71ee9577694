using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Ingest.Exposures;
using SkyButler.Instruments.Ingest.Finding;
using SkyButler.Instruments.Translators;
using SkyButler.Queries;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Ingest;

/// <summary>Reads the headers of raws that were taken in once more, and gives exposures the values that they tell now.</summary>
/// <param name="butler">The repository, open for writing.</param>
/// <param name="instruments">Descriptions, which say what raws are.</param>
/// <param name="reader">Reads headers.</param>
/// <param name="stores">Where the files lie.</param>
/// <param name="options">How; transfer, run and what is there already are not looked at.</param>
public sealed class ExposureUpdate(Butler butler, InstrumentCatalog instruments, ObservationReader reader, ResourceStores stores, RawIngestOptions options)
{
    private const int BatchSize = 10_000;
    private readonly List<RawFailure> failures = [];
    private readonly HashSet<DataCoordinate> exposures = [];
    private readonly ExposureRegistration registration = new(butler.Registry, RecordSync.Update);
    private int read, added, changed;

    /// <summary>Updates the exposures of some raws of an instrument.</summary>
    /// <param name="instrument">Its name, or class name.</param>
    /// <param name="collections">Where raws are looked for; none for <c>INSTRUMENT/raw/all</c>.</param>
    /// <param name="where">Which raws, in the query language.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RawIngestException">There are no such raws, or the first failure was to end the work.</exception>
    public async Task<RawIngestReport> RunAsync(string instrument, IReadOnlyList<string> collections, string where, CancellationToken cancellationToken)
    {
        var description = await instruments.FindRegisteredAsync(instrument, instrument, cancellationToken);
        var name = description?.Name ?? instrument;
        var searched = collections.Count > 0 ? collections : [$"{name}/raw/all"];
        var query = new DatasetQuery
        {
            DatasetType = (description?.Raw ?? RawDefinition.Usual).DatasetType,
            Collections = searched,
            FindFirst = true,
            Where = where,
            DataId = new DataId { ["instrument"] = name },
        };
        var records = new ExposureRecords(butler.Universe, options.Warnings);
        var grouping = new ExposureGrouping(records, (file, message) => Fail(file.File, RawFailureKind.Metadata, message));
        var all = new List<DatasetRef>();
        await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken))
            all.Add(dataset);
        if (all.Count == 0)
            throw new RawIngestException($"No raws of {name} are in {string.Join(", ", searched)} for which '{where}' holds.");
        foreach (var part in all.Chunk(BatchSize))
            await UpdateAsync(part, all.Count, grouping, cancellationToken);
        return new() { Exposures = exposures.Count, NewExposures = added, UpdatedExposures = changed, Files = 0, Skipped = 0, Failures = failures };
    }

    private async Task UpdateAsync(IReadOnlyList<DatasetRef> datasets, int total, ExposureGrouping grouping, CancellationToken cancellationToken)
    {
        var uris = await butler.Datastore.GetUrisAsync(datasets, cancellationToken);
        List<ResourcePath> files = [.. uris.Values.SelectMany(found => found).Select(found => found.Uri.WithFragment("")).Distinct()];
        var folders = await new RawSearch(stores, HeaderSearch.Compile(""), options.SearchIndexes).FindAsync(files, cancellationToken);
        var observations = new RawObservations(reader, stores, options.Warnings);
        var observed = new List<ObservedFile>();
        foreach (var folder in folders)
        {
            await foreach (var file in observations.ReadAsync(folder, cancellationToken))
            {
                options.Progress?.Report(new("Reading headers", ++read, total));
                if (file.Error is { } error)
                    Fail(file.File, RawFailureKind.Metadata, error.Message);
                else
                    observed.Add(file);
            }
        }

        var faults = await new RawChecks(butler.Registry).FindAsync(observed, cancellationToken);
        foreach (var (file, fault) in faults)
            Fail(file.File, RawFailureKind.Metadata, fault);
        var groups = grouping.Group(observed.Where(file => !faults.ContainsKey(file)));
        if (groups.Count == 0)
            return;
        var result = await registration.RegisterAsync(groups, cancellationToken);
        added += result.New;
        changed += result.Updated;
        exposures.UnionWith(groups.Select(group => group.Record.DataId));
    }

    private void Fail(ResourcePath file, RawFailureKind kind, string message)
    {
        var failure = new RawFailure(file, kind, message.TrimEnd('.'));
        failures.Add(failure);
        options.Failed?.Invoke(failure);
        if (options.FailFast)
            throw new RawIngestException(failure.Message + "; the first failure ends the work (--fail-fast).");
    }
}

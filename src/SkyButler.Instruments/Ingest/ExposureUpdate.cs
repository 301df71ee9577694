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
    private readonly RawFailures failures = new(options);
    private readonly HashSet<DataCoordinate> exposures = [];
    private int read;

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
        var intake = new ExposureIntake(butler.Registry, new(butler.Universe, options.Warnings), RecordSync.Update, failures);
        var all = new List<DatasetRef>();
        await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken))
            all.Add(dataset);
        if (all.Count == 0)
            throw new RawIngestException($"No raws of {name} are in {string.Join(", ", searched)} for which '{where}' holds.");
        foreach (var part in all.Chunk(BatchSize))
            await UpdateAsync(part, all.Count, intake, cancellationToken);
        return new() { Exposures = exposures.Count, NewExposures = intake.New, UpdatedExposures = intake.Updated, Files = 0, Skipped = 0, Failures = failures.All };
    }

    private async Task UpdateAsync(IReadOnlyList<DatasetRef> datasets, int total, ExposureIntake intake, CancellationToken cancellationToken)
    {
        var uris = await butler.Datastore.GetUrisAsync(datasets, cancellationToken);
        var files = new Dictionary<ResourcePath, List<DatasetRef>>();
        foreach (var dataset in datasets)
        {
            foreach (var uri in uris.GetValueOrDefault(dataset.Id) ?? [])
            {
                if (!files.TryGetValue(uri.Uri, out var own))
                    files[uri.Uri] = own = [];
                own.Add(dataset);
            }
        }

        var search = new RawSearch(stores, HeaderSearch.Compile(""), options.SearchIndexes);
        var folders = await search.FindAsync([.. files.Keys], cancellationToken);
        foreach (var place in search.Empty)
            failures.Add(place, RawFailureKind.File, $"{place.DisplayName}: the file is not there");
        var observations = new RawObservations(reader, stores, options.Warnings);
        var observed = new List<ObservedFile>();
        foreach (var folder in folders)
        {
            await foreach (var file in observations.ReadAsync(folder, cancellationToken))
            {
                options.Progress?.Report(new("Reading headers", ++read, total));
                if (file.Error is { } error)
                    failures.Add(file.File, RawFailureKind.Metadata, error.Message);
                else if (Stranger(file, files[file.File]) is { } stranger)
                    failures.Add(file.File, RawFailureKind.Metadata, $"{file.File.DisplayName}: it is registered as {files[file.File][0].DataId}, but its header is of {stranger}; its exposure is left as it was");
                else
                    observed.Add(file);
            }
        }

        var groups = await intake.RegisterAsync(observed, cancellationToken);
        exposures.UnionWith(groups.Select(group => group.Record.DataId));
    }

    // What a header tells is of no use for an exposure that the file doesn't stand for.
    private static string? Stranger(ObservedFile file, IReadOnlyList<DatasetRef> datasets)
    {
        foreach (var observation in file.Observations)
        {
            if (!datasets.Any(dataset => dataset.DataId["instrument"].Equals(observation.Instrument!) && dataset.DataId["exposure"].Equals(observation.ExposureId!.Value)))
                return $"exposure {observation.ExposureId} of {observation.Instrument}";
        }

        return null;
    }
}

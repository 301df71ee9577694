using SkyButler.Curation.Validity;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Queries;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Calibrations;

/// <summary>
/// Writes the curated calibrations of a data package into a repository: a run for each date on which they were made, and validity from the date
/// that a file's name says to that of the next.
/// </summary>
/// <param name="butler">The repository, open for writing.</param>
/// <param name="description">The instrument, which is registered.</param>
/// <param name="options">Where they go.</param>
public sealed class CuratedCalibrations(Butler butler, InstrumentDescription description, CuratedOptions options)
{
    private const string FitsFormatter = "lsst.obs.base.formatters.fitsGeneric.FitsGenericFormatter";
    private const string YamlFormatter = "lsst.daf.butler.formatters.yaml.YamlFormatter";
    private const string JsonFormatter = "lsst.daf.butler.formatters.json.JsonFormatter";
    private const string Camera = "camera";
    private readonly DatasetIds ids = new();

    /// <summary>Writes and certifies those of a data package.</summary>
    /// <param name="package">Its folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many datasets there were, by type.</returns>
    /// <exception cref="InstrumentException">The package is not there, or a file of it is wrong.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Others are certified already for the same time.</exception>
    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(string package, CancellationToken cancellationToken)
    {
        var source = description.Calibrations
            ?? throw new InstrumentException($"The description of {description.Name} says nothing of calibrations; give it a section 'calibrations' with package and policy.");
        var folder = Path.Combine(package, source.Policy);
        if (!Directory.Exists(folder))
            throw new InstrumentException($"The data package has no folder '{folder}' for {description.Name}.");
        var labels = options.Labels.Count > 0 ? options.Labels : source.Labels;
        if (labels.Count == 0 && options.Collection is null)
            throw new InstrumentException("At least one label or --collection must be provided.");
        var root = string.Join('/', [options.Prefix ?? description.Name, "calib", .. labels]);
        var collection = options.Collection ?? root;
        var (detectors, filters) = await KnownAsync(cancellationToken);
        var reader = new CuratedFolder(detectors, filters);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);

        // All is read before the first is written, so that what is wrong leaves nothing behind.
        var read = new List<(CuratedType Type, IReadOnlyList<CuratedFile> Files)>();
        foreach (var type in CuratedType.Standard.Where(type => source.DatasetTypes.Count == 0 || source.DatasetTypes.Contains(type.Name)))
        {
            if (Directory.Exists(Path.Combine(folder, type.Name)))
                read.Add((type, await reader.ReadAsync(type, Path.Combine(folder, type.Name), cancellationToken)));
        }

        if (await WriteCameraAsync(Path.Combine(folder, Camera), collection, root + "/unbounded", cancellationToken))
            counts[Camera] = 1;
        foreach (var (type, files) in read)
        {
            await WriteAsync(type, files, collection, root + "/curated/", cancellationToken);
            counts[type.Name] = files.Count;
        }

        return counts;
    }

    private async Task WriteAsync(CuratedType type, IReadOnlyList<CuratedFile> files, string collection, string runs, CancellationToken cancellationToken)
    {
        var datasetType = new DatasetType(type.Name, butler.Universe.Conform(type.Dimensions), type.StorageClass, isCalibration: true);
        var temporary = Directory.CreateTempSubdirectory("skybutler-curated-").FullName;
        try
        {
            var planned = files.Select(file => (File: file, Dataset: new DatasetRef(datasetType, DataId(datasetType, file), runs + CuratedDates.Name(file.Made), ids.MakeUnique()))).ToList();
            var there = await FindAsync(datasetType, [.. planned.Select(pair => pair.Dataset)], cancellationToken);
            var datasets = new List<FileDataset>();
            foreach (var (file, dataset) in planned.Where(pair => !there.ContainsKey(pair.Dataset.Id)))
                datasets.Add(await FileOfAsync(file, dataset, Path.Combine(temporary, $"{dataset.Id:N}.fits"), cancellationToken));
            if (datasets.Count > 0)
                await butler.IngestAsync(datasets, new IngestOptions { Transfer = TransferMode.Copy }, cancellationToken);
            await CertifyAsync(collection, datasetType.Name, Ranges([.. planned.Select(pair => (pair.File, there.GetValueOrDefault(pair.Dataset.Id, pair.Dataset)))]), cancellationToken);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    // A table becomes the FITS table that the original keeps; other text stays as it is.
    private static async Task<FileDataset> FileOfAsync(CuratedFile file, DatasetRef dataset, string temporary, CancellationToken cancellationToken)
    {
        if (file.Table is null)
            return new(file.Path, [dataset], Path.GetExtension(file.Path) == ".json" ? JsonFormatter : YamlFormatter);
        await TableFile.WriteAsync(temporary, file.Table, TableFormat.Fits, cancellationToken);
        return new(temporary, [dataset], FitsFormatter);
    }

    // What a run has already, as after work that was stopped, by the identifiers that datasets would have got.
    private async Task<IReadOnlyDictionary<Guid, DatasetRef>> FindAsync(DatasetType type, IReadOnlyList<DatasetRef> planned, CancellationToken cancellationToken)
    {
        var there = new Dictionary<Guid, DatasetRef>();
        if (await butler.Registry.DatasetTypes.FindAsync(type.Name, cancellationToken) is null)
            return there;
        foreach (var group in planned.GroupBy(dataset => dataset.Run))
        {
            if (await butler.Registry.Collections.FindAsync(group.Key, cancellationToken) is null)
                continue;
            var wanted = group.ToList();
            var found = await butler.Registry.Datasets.FindAsync(type, [.. wanted.Select(dataset => dataset.DataId)], [group.Key], null, cancellationToken);
            for (var i = 0; i < wanted.Count; i++)
                if (found[i] is { } registered)
                    there[wanted[i].Id] = registered;
        }

        return there;
    }

    // Each is valid until the next of its detector and filter.
    private static IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> Ranges(IReadOnlyList<(CuratedFile File, DatasetRef Dataset)> datasets) =>
    [
        .. datasets.GroupBy(pair => pair.Dataset.DataId).SelectMany(group =>
        {
            var sorted = group.OrderBy(pair => pair.File.Begin).ToList();
            return sorted.Select((pair, i) => (pair.Dataset, Timespan.Between(
                TaiTime.FromUtc(pair.File.Begin), i + 1 < sorted.Count ? TaiTime.FromUtc(sorted[i + 1].File.Begin) : null)));
        }),
    ];

    private async Task CertifyAsync(string collection, string type, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, CancellationToken cancellationToken)
    {
        var missing = await RangeCertification.MissingAsync(butler.Registry, butler.Queries, collection, type, ranges, cancellationToken);
        if (missing.Count > 0)
            await RangeCertification.ApplyAsync(butler.Registry, collection, type, missing, cancellationToken);
    }

    private async Task<bool> WriteCameraAsync(string folder, string collection, string run, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*.fits").FirstOrDefault() is not { } file)
        {
            options.Warnings?.Invoke($"There is no camera/*.fits in the data package, so no camera is written; the description of {description.Name} says where detectors lie.");
            return false;
        }

        var type = new DatasetType(Camera, butler.Universe.Conform(["instrument"]), "Camera", isCalibration: true);
        var dataset = new DatasetRef(type, DataCoordinate.Standardize(type.Dimensions, new Dictionary<string, object> { ["instrument"] = description.Name }), run, ids.MakeUnique());
        if ((await FindAsync(type, [dataset], cancellationToken)).GetValueOrDefault(dataset.Id) is { } there)
            dataset = there;
        else
            await butler.IngestAsync([new FileDataset(file, [dataset], FitsFormatter)], new IngestOptions { Transfer = TransferMode.Copy }, cancellationToken);
        await CertifyAsync(collection, Camera, [(dataset, Timespan.Unbounded)], cancellationToken);
        return true;
    }

    private DataCoordinate DataId(DatasetType type, CuratedFile file)
    {
        var named = new Dictionary<string, object>(StringComparer.Ordinal) { ["instrument"] = description.Name };
        if (file.Detector is { } detector)
            named["detector"] = detector;
        if (file.Filter is { } filter)
            named["physical_filter"] = filter;
        return DataCoordinate.Standardize(type.Dimensions, named);
    }

    private async Task<(IReadOnlyDictionary<string, long> Detectors, IReadOnlyDictionary<string, string> Filters)> KnownAsync(CancellationToken cancellationToken)
    {
        var detectors = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var record in butler.Queries.RecordsAsync("detector", Of("detector"), cancellationToken))
            detectors[((string)record["full_name"]!).ToLowerInvariant()] = (long)record["id"]!;
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var record in butler.Queries.RecordsAsync("physical_filter", Of("physical_filter"), cancellationToken))
            filters[((string)record["name"]!).ToLowerInvariant().Replace(' ', '_')] = (string)record["name"]!;
        return (detectors, filters);

        DataIdQuery Of(string dimension) => new() { Dimensions = [dimension], DataId = new DataId { ["instrument"] = description.Name } };
    }
}

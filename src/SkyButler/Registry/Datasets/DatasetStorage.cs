using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Datasets.Search;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Registry.Datasets;

/// <summary>Datasets: their registration, membership in collections, and look-up.</summary>
public sealed class DatasetStorage
{
    private readonly DatasetWriter writer;
    private readonly DatasetImporter importer;
    private readonly DatasetFinder finder;
    private readonly DatasetReader reader;
    private readonly RunMembers members;
    private readonly TagWriter tags;
    private readonly CalibrationWriter calibrations;

    internal DatasetStorage(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections, RecordStorage records)
    {
        var summaries = new SummaryWriter(context);
        var explain = new DatasetConflicts(context, records);
        var rows = new DatasetRows(context, summaries);
        writer = new DatasetWriter(context, types, collections, rows, explain);
        importer = new DatasetImporter(context, types, collections, summaries, rows, explain);
        finder = new DatasetFinder(context, types, collections);
        reader = new DatasetReader(context, types);
        members = new RunMembers(context, collections);
        tags = new TagWriter(context, types, collections, summaries);
        calibrations = new CalibrationWriter(context, types, collections, summaries);
    }

    /// <summary>Registers new datasets of one type in one run.</summary>
    /// <exception cref="ConflictException">The run has a dataset with one of the data IDs.</exception>
    /// <exception cref="MissingCollectionException">There is no such run.</exception>
    /// <exception cref="CollectionTypeException">The collection is not a RUN.</exception>
    /// <exception cref="MissingDatasetTypeException">The dataset type is not registered.</exception>
    /// <exception cref="DataIdValueException">A dimension's value has no record.</exception>
    public Task<IReadOnlyList<DatasetRef>> InsertAsync(
        DatasetType type, string run, IReadOnlyList<DataCoordinate> dataIds, DatasetIdMode idMode, CancellationToken cancellationToken) =>
        writer.InsertAsync(type, run, dataIds, idMode, cancellationToken);

    /// <summary>Registers datasets with given identifiers; identical ones that are there are left alone.</summary>
    /// <exception cref="ConflictException">An identifier or a data ID is taken by another dataset.</exception>
    /// <exception cref="MissingCollectionException">There is no such run.</exception>
    /// <exception cref="DataIdValueException">A dimension's value has no record.</exception>
    public Task ImportAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) => importer.ImportAsync(datasets, cancellationToken);

    /// <summary>
    /// The first dataset with each data ID in collections searched in order (chains allowed); null where none is found.
    /// In CALIBRATION collections a dataset counts when its validity overlaps the data ID's timespan of the same index;
    /// a null timespan leaves those collections out.
    /// </summary>
    /// <exception cref="CalibrationLookupException">More than one validity range matches.</exception>
    /// <exception cref="MissingCollectionException">A collection does not exist.</exception>
    public Task<IReadOnlyList<DatasetRef?>> FindAsync(
        DatasetType type, IReadOnlyList<DataCoordinate> dataIds, IReadOnlyList<string> collections, IReadOnlyList<Timespan?>? timespans,
        CancellationToken cancellationToken) => finder.FindAsync(type, dataIds, collections, timespans, cancellationToken);

    /// <summary>All that collections (no chains) have for a data ID, at any time, with places in the list of collections.</summary>
    internal Task<IReadOnlyList<DatasetMatch>> CandidatesAsync(
        DatasetType type, DataCoordinate dataId, IReadOnlyList<CollectionRecord> collections, CancellationToken cancellationToken) =>
        finder.CandidatesAsync(type, dataId, collections, cancellationToken);

    /// <summary>Datasets by identifier; those that don't exist are left out.</summary>
    public Task<IReadOnlyDictionary<Guid, DatasetRef>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        reader.GetAsync(ids, cancellationToken);

    /// <summary>How many datasets runs have.</summary>
    /// <exception cref="MissingCollectionException">A run does not exist.</exception>
    public Task<long> CountInRunsAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken) => members.CountAsync(runs, cancellationToken);

    /// <summary>How many datasets of each type runs have, by run and type.</summary>
    /// <exception cref="MissingCollectionException">A run does not exist.</exception>
    public Task<IReadOnlyList<RunContent>> CountByTypeAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        members.CountByTypeAsync(runs, cancellationToken);

    /// <summary>Some of the datasets that runs have, at most so many; which ones is left open, so it is good for removing them.</summary>
    /// <exception cref="MissingCollectionException">A run does not exist.</exception>
    internal Task<IReadOnlyList<Guid>> FirstInRunsAsync(IReadOnlyList<string> runs, int limit, CancellationToken cancellationToken) =>
        members.FirstAsync(runs, limit, cancellationToken);

    /// <summary>Adds datasets to a TAGGED collection; those that are in it are left alone.</summary>
    /// <exception cref="ConflictException">The collection has another dataset with the type and data ID of one.</exception>
    /// <exception cref="CollectionTypeException">The collection is not TAGGED.</exception>
    public Task AssociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        tags.AssociateAsync(collection, datasets, cancellationToken);

    /// <summary>Takes datasets out of a TAGGED collection.</summary>
    /// <exception cref="CollectionTypeException">The collection is not TAGGED.</exception>
    public Task DisassociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        tags.DisassociateAsync(collection, datasets, cancellationToken);

    /// <summary>Adds datasets to a CALIBRATION collection with a validity range.</summary>
    /// <exception cref="ConflictException">A validity range of the same data ID overlaps.</exception>
    /// <exception cref="CollectionTypeException">The collection is not a CALIBRATION one.</exception>
    public Task CertifyAsync(string collection, IReadOnlyList<DatasetRef> datasets, Timespan validity, CancellationToken cancellationToken) =>
        calibrations.CertifyAsync(collection, [.. datasets.Select(d => (d, validity))], ExistingRanges.Refused, cancellationToken);

    /// <summary>The same for datasets with ranges of their own, all or none; those that have exactly theirs already, as after work that was stopped, are left alone. Returns how many are new.</summary>
    /// <exception cref="ConflictException">Another validity range of the same data ID overlaps.</exception>
    /// <exception cref="CollectionTypeException">The collection is not a CALIBRATION one.</exception>
    internal Task<long> EnsureCertifiedAsync(string collection, IReadOnlyList<(DatasetRef Dataset, Timespan Validity)> ranges, CancellationToken cancellationToken) =>
        calibrations.CertifyAsync(collection, ranges, ExistingRanges.Kept, cancellationToken);

    /// <summary>Takes a range of time out of the validity of a CALIBRATION collection's datasets of one type; null data IDs mean all.</summary>
    /// <exception cref="CollectionTypeException">The collection is not a CALIBRATION one.</exception>
    public Task DecertifyAsync(
        string collection, DatasetType type, Timespan range, IReadOnlyList<DataCoordinate>? dataIds, CancellationToken cancellationToken) =>
        calibrations.DecertifyAsync(collection, type, range, dataIds, cancellationToken);

    /// <summary>Removes datasets from the registry; a datastore that holds one must have let go of it.</summary>
    /// <exception cref="OrphanedRecordException">A datastore still holds one.</exception>
    public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => writer.RemoveAsync(ids, cancellationToken);
}

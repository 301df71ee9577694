using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;
using SkyButler.Registry.Errors;
using SkyButler.Resources;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Takes files in, some thousand at a time, whatever their types; those that are there already are passed over.</summary>
internal sealed class Gen2Ingest(Butler butler, Gen2DataIds dataIds, Gen2Notes notes, Gen2Options options)
{
    private const int BatchSize = 5_000;
    private const int MostFailures = 100;
    private readonly ProgressCount done = new(options.Progress, "Converting files", 0);
    private readonly Dictionary<Gen2DatasetType, DatasetType?> types = [];
    private readonly DatasetIds ids = new();
    private List<(FileDataset File, string Example)> waiting = [];
    private int failedInARow;

    /// <summary>Takes in a file with the others of its batch.</summary>
    /// <param name="file">The file.</param>
    /// <param name="run">Its run.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The dataset that it will be; null where it can't be understood, which is noted.</returns>
    public async Task<DatasetRef?> AddAsync(Gen2File file, string run, CancellationToken cancellationToken)
    {
        if (Find(file) is not { } type)
            return null;
        try
        {
            var dataId = dataIds.Of(type, file.Keys);
            // The same conversion gives the same identifiers, whenever it is done.
            var dataset = new DatasetRef(type, dataId, run, ids.Make(DatasetIdMode.DataIdTypeRun, type.Name, run, dataId));
            waiting.Add((new FileDataset(file.Path, [dataset]), file.Path));
            if (waiting.Count >= BatchSize)
                await FlushAsync(cancellationToken);
            return dataset;
        }
        catch (Gen2Exception e)
        {
            notes.LeaveOut($"{type.Name}, since {e.Message}", file.Path);
            return null;
        }
    }

    /// <summary>Takes in what waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var files = waiting;
        waiting = [];
        foreach (var group in files.GroupBy(file => file.File.Datasets[0].DatasetType))
        {
            var known = await KnownAsync([.. group], cancellationToken);
            // Of two files of one dataset, such as compressed and not, the first counts.
            var single = known.DistinctBy(file => file.File.Datasets[0].Id).ToList();
            foreach (var (_, example) in known.Except(single))
                notes.LeaveOut($"{group.Key.Name}, since another file is the same dataset", example);
            await IngestAsync(group.Key.Name, single, cancellationToken);
        }

        done.Add(files.Count);
    }

    private DatasetType? Find(Gen2File file)
    {
        if (types.TryGetValue(file.Type, out var type))
        {
            if (type is null)
                notes.LeaveOut(Reason(file.Type), file.Path);
            return type;
        }

        try
        {
            type = file.Type.StorageClass is { } storageClass && butler.StorageClasses.TryGet(storageClass, out _) ? dataIds.TypeOf(file.Type) : null;
        }
        catch (Gen2Exception)
        {
            type = null;
        }

        types[file.Type] = type;
        return Find(file);
    }

    private string Reason(Gen2DatasetType type)
    {
        if (type.StorageClass is null || !butler.StorageClasses.TryGet(type.StorageClass, out _))
            return $"{type.Name}, since there is no storage class for {type.StorageClass ?? type.Kind}";
        try
        {
            dataIds.TypeOf(type);
            return type.Name;
        }
        catch (Gen2Exception e)
        {
            return $"{type.Name}, since {e.Message}";
        }
    }

    // Files whose visit, detector, tract or patch nobody registered are left out.
    private async Task<List<(FileDataset File, string Example)>> KnownAsync(List<(FileDataset File, string Example)> files, CancellationToken cancellationToken)
    {
        var left = files;
        foreach (var element in files[0].File.Datasets[0].DatasetType.Dimensions.Required.Where(element => element.HasTable))
        {
            var keys = left.Select(file => Key(file.File, element)).ToHashSet();
            var there = await butler.Registry.Records.FetchAsync(element, keys, cancellationToken);
            if (keys.Count == there.Count)
                continue;
            foreach (var (file, example) in left.Where(file => !there.ContainsKey(Key(file.File, element))))
                notes.LeaveOut($"{file.Datasets[0].DatasetType.Name}, since their {element} is not registered", example);
            left = [.. left.Where(file => there.ContainsKey(Key(file.File, element)))];
            if (left.Count == 0)
                break;
        }

        return left;
    }

    private static DataCoordinate Key(FileDataset file, DimensionElement element) => file.Datasets[0].DataId.Subset(element.MinimalGroup);

    // All at once; where that fails, the halves, until it is told of one file.
    private async Task IngestAsync(string type, List<(FileDataset File, string Example)> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return;
        try
        {
            var taken = await butler.IngestAsync([.. files.Select(file => file.File)], new IngestOptions { Transfer = options.Transfer, SkipExistingDataIds = true }, cancellationToken);
            failedInARow = 0;
            Gen2Notes.Count(notes.Taken, type, taken);
            Gen2Notes.Count(notes.Present, type, files.Count - taken);
        }
        // What is wrong with the database or the disk is no file's own fault, and ends the work.
        catch (Exception e) when (e is DatastoreException or ConflictException or ResourceException)
        {
            if (files.Count == 1)
            {
                if (++failedInARow >= MostFailures)
                    throw new Gen2Exception($"{failedInARow} files one after the other could not be taken in, so that something else is wrong; the last was {files[0].Example}: {e.Message} Mend that, and start again.", e);
                notes.Fail($"{type}, since they failed: {e.Message}", files[0].Example);
                return;
            }

            var half = files.Count / 2;
            await IngestAsync(type, files[..half], cancellationToken);
            await IngestAsync(type, files[half..], cancellationToken);
        }
    }
}

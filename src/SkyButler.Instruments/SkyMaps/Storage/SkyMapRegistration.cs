using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments.SkyMaps.Storage;

/// <summary>Writes sky maps into a repository, and reads them: the records of tracts and patches with their regions, and the dataset <c>skyMap</c>.</summary>
public static class SkyMapRegistration
{
    /// <summary>The run of all sky maps.</summary>
    public const string Run = "skymaps";

    /// <summary>The dataset type of sky maps.</summary>
    public const string DatasetTypeName = "skyMap";

    private const string Element = "skymap";

    // Patches of so many tracts, or a few more, are worked out and inserted together.
    private const int BatchSize = 5_000;

    /// <summary>Registers a sky map: its records in batches, then its dataset. What is there already is left alone; a registration that was stopped goes on when it is asked for again.</summary>
    /// <returns>Whether anything was added.</returns>
    /// <exception cref="ConflictException">Another sky map has the name, or the same one has another name.</exception>
    /// <exception cref="SkyMapException">A tract can't be laid out.</exception>
    public static async Task<bool> RegisterAsync(
        Butler butler, string name, SkyMap map, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var record = await ToRecordAsync(butler, name, map, progress, cancellationToken).ConfigureAwait(false);
        await RefuseOtherNameAsync(butler, name, record, cancellationToken).ConfigureAwait(false);
        var type = new DatasetType(DatasetTypeName, butler.Universe.Conform([Element]), "SkyMap");
        await butler.Registry.DatasetTypes.RegisterAsync([type], cancellationToken).ConfigureAwait(false);
        await butler.Registry.Collections.RegisterAsync([Run], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        var isNew = await butler.Registry.Records.SyncAsync(record, RecordSync.Compare, cancellationToken).ConfigureAwait(false);
        var dataId = new DataId { [Element] = name };
        // The dataset comes last: without it a registration was stopped, and this one goes on.
        if (!isNew && await butler.FindDatasetAsync(DatasetTypeName, dataId, [Run], cancellationToken).ConfigureAwait(false) is not null)
            return false;
        await InsertTractsAsync(butler, name, map, progress, cancellationToken).ConfigureAwait(false);
        await butler.PutAsync(SkyMapFile.ToStored(map), DatasetTypeName, dataId, Run, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reads a registered sky map from its dataset.</summary>
    /// <exception cref="DatasetNotFoundException">There is none.</exception>
    /// <exception cref="SkyMapException">It can't be understood.</exception>
    public static async Task<SkyMap> ReadAsync(Butler butler, string name, CancellationToken cancellationToken) =>
        await butler.GetAsync(DatasetTypeName, new DataId { [Element] = name }, [Run], cancellationToken: cancellationToken).ConfigureAwait(false) is Datastores.Formatters.Pickles.StoredSkyMap stored
            ? SkyMapFile.FromStored(stored)
            : throw new SkyMapException($"The dataset {DatasetTypeName} of '{name}' holds no sky map that can be read here.");

    // Of the largest tract in patches, whichever it is.
    private static async Task<DimensionRecord> ToRecordAsync(
        Butler butler, string name, SkyMap map, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var (columns, rows) = await ParallelWork.RunAsync(
            () =>
            {
                var sizes = new (int Width, int Height)[map.Count];
                var done = new ProgressCount(progress, "Laying out tracts", map.Count);
                Parallel.For(0, map.Count, new ParallelOptions { CancellationToken = cancellationToken }, number =>
                {
                    using var tract = map[number];
                    sizes[number] = (tract.PatchCount.Width, tract.PatchCount.Height);
                    done.Add(1);
                });
                return (sizes.Max(size => size.Width), sizes.Max(size => size.Height));
            },
            cancellationToken).ConfigureAwait(false);
        return DimensionRecord.Create(butler.Universe[Element], new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = name,
            ["hash"] = map.Hash(),
            ["tract_max"] = map.Count,
            ["patch_nx_max"] = columns,
            ["patch_ny_max"] = rows,
        });
    }

    private static async Task RefuseOtherNameAsync(Butler butler, string name, DimensionRecord record, CancellationToken cancellationToken)
    {
        var hash = (byte[])record["hash"]!;
        await foreach (var other in butler.Queries.RecordsAsync(Element, new() { Dimensions = [Element] }, cancellationToken).ConfigureAwait(false))
        {
            if ((string)other["name"]! != name && ((byte[])other["hash"]!).AsSpan().SequenceEqual(hash))
                throw new ConflictException($"The same sky map, with hash {Convert.ToHexStringLower(hash)}, is registered already under the name '{other["name"]}'; use that one.");
        }
    }

    private static async Task InsertTractsAsync(Butler butler, string name, SkyMap map, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var (tractElement, patchElement) = (butler.Universe["tract"], butler.Universe["patch"]);
        var records = new SkyMapRecords(name, tractElement, patchElement);
        var done = new ProgressCount(progress, "Registering tracts", map.Count);
        for (var next = 0; next < map.Count;)
        {
            var (tracts, patches) = (new List<DimensionRecord>(), new List<DimensionRecord>());
            while (next < map.Count && patches.Count < BatchSize)
            {
                var count = Math.Min(map.Count - next, Environment.ProcessorCount * 4);
                var from = next;
                var made = await ParallelWork.RunAsync(
                    () => Enumerable.Range(from, count).AsParallel().AsOrdered().WithCancellation(cancellationToken)
                        .Select(number =>
                        {
                            using var tract = map[number];
                            return records.Of(tract);
                        }).ToList(),
                    cancellationToken).ConfigureAwait(false);
                tracts.AddRange(made.Select(m => m.Tract));
                patches.AddRange(made.SelectMany(m => m.Patches));
                next += count;
            }

            await butler.Registry.Records.InsertAsync(tractElement, tracts, RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
            await butler.Registry.Records.InsertAsync(patchElement, patches, RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
            done.Add(tracts.Count);
        }
    }
}

using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Zips;

/// <summary>
/// Takes files in by their index: identifiers and formatters are kept. All of them come in, with the dataset types, runs and records that they
/// need, or nothing does.
/// </summary>
internal sealed class ArtifactIngest(TransferTarget target)
{
    private const int Batch = 5000;

    private SqlRegistry Registry => target.Registry;

    /// <summary>Takes files in; returns how many datasets they have.</summary>
    /// <exception cref="ZipException">They are damaged, hostile, or contradict their index.</exception>
    /// <exception cref="ConflictException">What is there contradicts them.</exception>
    public async Task<int> RunAsync(IndexedFiles files, ZipIngestOptions options, CancellationToken cancellationToken)
    {
        var index = await files.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (options.TransferDimensions && index.DimensionRecords is null)
            throw new ZipException($"The {files.Name} has no dimension records; insert them otherwise, and leave --transfer-dimensions out.");
        var adopted = files.Adopted(index, options.Transfer);
        if (!files.MayBeThereInPart && await IsKnownAsync(files, adopted, cancellationToken).ConfigureAwait(false))
            return index.Datasets.Count;
        var absent = await CheckAsync([.. index.Datasets.Values], options, cancellationToken).ConfigureAwait(false);
        await files.CompareContentsAsync(index, cancellationToken).ConfigureAwait(false);
        WarnOfFormatters(index);
        if (options.DryRun)
            return index.Datasets.Count;
        var types = await Registry.DatasetTypes.PrepareAsync(absent, cancellationToken).ConfigureAwait(false);
        await target.AdoptAsync(
            adopted,
            null,
            async token =>
            {
                await Registry.DatasetTypes.RegisterAsync(types, token).ConfigureAwait(false);
                if (options.TransferDimensions)
                    foreach (var (element, records) in index.DimensionRecords!)
                        await Registry.Records.InsertAsync(element, records, RecordInsertMode.SkipExisting, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return index.Datasets.Count;
    }

    private void WarnOfFormatters(ZipIndex index)
    {
        foreach (var name in index.Members.SelectMany(m => m.Records).Select(r => r.Formatter).Distinct(StringComparer.Ordinal))
            if (!target.Datastore.FileStores.Any(s => s.KnowsFormatter(name)))
                target.Log.LogWarning("The formatter '{Formatter}' is not known here, so the files can be taken in but not read; map it under skybutler.formatters in butler.yaml.", ForeignNames.Shown(name));
    }

    // What can be known before anything is written, so that a dry run says it too. Gives the types that are to be registered.
    private async Task<IReadOnlyList<DatasetType>> CheckAsync(IReadOnlyList<DatasetRef> datasets, ZipIngestOptions options, CancellationToken cancellationToken)
    {
        var absent = await Registry.DatasetTypes.FindAbsentAsync([.. datasets.Select(d => d.DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
        var runs = await Registry.Collections.FindKnownAsync([.. datasets.Select(d => d.Run).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        if (runs.Values.FirstOrDefault(c => c.Type != CollectionType.Run) is { } other)
            throw new ConflictException($"The datasets are of the run '{other.Name}', but the collection of that name is {CollectionTypes.Name(other.Type)} here; rename it, or take in others.");
        if (!options.TransferDimensions)
            foreach (var chunk in datasets.Select(d => d.DataId).Distinct().Chunk(Batch))
                await Registry.Records.ExpandAsync(chunk, cancellationToken).ConfigureAwait(false);
        var names = absent.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in datasets.Where(d => runs.ContainsKey(d.Run) && !names.Contains(d.DatasetType.Name)).GroupBy(d => (d.DatasetType, d.Run)))
            await RefuseOthersAsync(group.Key.DatasetType, group.Key.Run, [.. group], cancellationToken).ConfigureAwait(false);
        return absent;
    }

    // A run has one dataset of a type for each data ID.
    private async Task RefuseOthersAsync(DatasetType type, string run, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var there = await Registry.Datasets.FindAsync(type, [.. datasets.Select(d => d.DataId)], [run], null, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < datasets.Count; i++)
            if (there[i] is { } other && other.Id != datasets[i].Id)
                throw new ConflictException($"The run '{run}' has the dataset {other.Id} for {datasets[i]} already; take in others, or remove that one first (butler prune-datasets).");
    }

    // Whether they were taken in before.
    private async Task<bool> IsKnownAsync(IndexedFiles files, IReadOnlyList<AdoptedFile> adopted, CancellationToken cancellationToken)
    {
        var datasets = adopted.SelectMany(f => f.Datasets).Select(d => d.Id).Distinct().ToList();
        var there = await Registry.Datasets.GetAsync(datasets, cancellationToken).ConfigureAwait(false);
        if (there.Count == 0)
            return false;
        var stored = await target.Datastore.FindRecordsAsync(there.Keys.ToList(), cancellationToken).ConfigureAwait(false);
        var isSame = adopted.SelectMany(f => f.Records).All(r => stored.TryGetValue(r.DatasetId, out var own) && own.Contains(r));
        if (!isSame)
            throw new ConflictException($"{there.Count} of the {datasets.Count} datasets in the {files.Name} are in the repository already, such as {there.Values.First()}; remove them first, or take in others without them.");
        target.Log.LogInformation("The {Files} was taken in before; nothing is done.", files.Name);
        return true;
    }
}

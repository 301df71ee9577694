using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Imports.Reading;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Imports.Checks;

/// <summary>Looks, before anything is written, whether datasets can come in: their files are there, and nothing in the repository contradicts them.</summary>
internal sealed class ImportedDatasetCheck(TransferTarget target, ResourceStores stores)
{
    private readonly HashSet<string> formatters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DatasetType?> registered = new(StringComparer.Ordinal);

    private SqlRegistry Registry => target.Registry;

    /// <summary>Looks at a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="files">Its files, one for each of its rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ImportException">A file is not there, or nobody can know how to read it.</exception>
    /// <exception cref="ConflictException">The repository has something else of the same name.</exception>
    public async Task RequirePossibleAsync(ImportPart.Datasets part, IReadOnlyList<ImportedFile> files, CancellationToken cancellationToken)
    {
        for (var i = 0; i < files.Count; i++)
            foreach (var name in files[i].Components.Select(c => c.Record.Formatter).Append(files[i].Formatter).OfType<string>())
                RequireFormatter(name, part.Files[i].Location);
        await RequireFilesAsync(part, files, cancellationToken).ConfigureAwait(false);
        await RequireAgreementAsync([.. files.SelectMany(f => f.Datasets)], cancellationToken).ConfigureAwait(false);
    }

    private void RequireFormatter(string name, ConfigLocation where)
    {
        // The original's formatters, which another may know, have their modules in front.
        if (formatters.Add(name) && !name.Contains('.', StringComparison.Ordinal) && !target.Datastore.FileStores.Any(s => s.KnowsFormatter(name)))
            throw ImportValues.Error(where, $"There is no formatter '{ForeignNames.Shown(name)}'; map the name under skybutler.formatters in butler.yaml, or correct it.");
    }

    private async Task RequireFilesAsync(ImportPart.Datasets part, IReadOnlyList<ImportedFile> files, CancellationToken cancellationToken)
    {
        var named = files.SelectMany((file, i) => Sources(file).Select(source => (Source: source, Row: i))).ToList();
        var found = await stores.FindAsync([.. named.Select(n => n.Source)], cancellationToken).ConfigureAwait(false);
        var missing = named.Where((_, i) => found[i] is not { IsDirectory: false, IsSpecial: false }).ToList();
        if (missing.Count == 0)
            return;
        // Those that an import moved before it was stopped are stored.
        var ids = missing.SelectMany(m => files[m.Row].Datasets).Select(d => d.Id).ToHashSet();
        var stored = await target.Datastore.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false);
        foreach (var (source, row) in missing)
            if (files[row].Datasets.Any(d => !stored.ContainsKey(d.Id)))
                throw ImportValues.Error(part.Files[row].Location, $"There is no file {source.DisplayName}, as the export has it; nothing is imported. Complete the export, or export again.");
    }

    private static IEnumerable<ResourcePath> Sources(ImportedFile file) => file.Source is { } whole ? [whole] : file.Components.Select(c => c.Source);

    private async Task RequireAgreementAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var (type, run) = (datasets[0].DatasetType, datasets[0].Run);
        if (!registered.TryGetValue(type.Name, out var known))
            registered[type.Name] = known = await Registry.DatasetTypes.FindAsync(type.Name, cancellationToken).ConfigureAwait(false);
        // A type that is another here is refused when types are registered, which is done first.
        if (known is null || !known.Equals(type))
            return;
        var there = await Registry.Datasets.GetAsync([.. datasets.Select(d => d.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var dataset in datasets)
            if (there.TryGetValue(dataset.Id, out var other) && (other.Run != run || other.DatasetType.Name != type.Name || !IsSame(other, dataset)))
                throw new ConflictException($"The dataset {dataset.Id} of the export is {dataset} in the run '{run}', and the repository has {other} in the run '{other.Run}' by this identifier; export again, or remove that one first (butler prune-datasets).");
        if (await IsRunAsync(run, cancellationToken).ConfigureAwait(false))
            await RequireFreeAsync(type, run, datasets, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsSame(DatasetRef one, DatasetRef other) =>
        one.DatasetType.Dimensions.Required.All(d => one.DataId[d.Name].Equals(other.DataId[d.Name]));

    private async Task RequireFreeAsync(DatasetType type, string run, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var there = await Registry.Datasets.FindAsync(type, [.. datasets.Select(d => d.DataId)], [run], null, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < datasets.Count; i++)
            if (there[i] is { } other && other.Id != datasets[i].Id)
                throw new ConflictException($"The run '{run}' has the dataset {other.Id} for {datasets[i]} already; export without it, or remove that one first (butler prune-datasets).");
    }

    private async Task<bool> IsRunAsync(string name, CancellationToken cancellationToken)
    {
        if (!runs.TryGetValue(name, out var isThere))
            runs[name] = isThere = await Registry.Collections.FindAsync(name, cancellationToken).ConfigureAwait(false) is { Type: CollectionType.Run };
        return isThere;
    }
}

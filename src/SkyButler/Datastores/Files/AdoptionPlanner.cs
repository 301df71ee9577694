using SkyButler.Datastores.Formatters;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>Decides where files come to lie whose records were made elsewhere.</summary>
internal sealed class AdoptionPlanner(FileDatastoreSettings settings, RootedPaths root)
{
    private static readonly Dictionary<string, object?> NoParameters = [];

    /// <summary>The places of files.</summary>
    /// <exception cref="DatastoreException">A path is the repository's own, or a dataset is not accepted.</exception>
    /// <exception cref="ResourceException">A path leaves the root.</exception>
    public List<PlannedFile> Plan(IReadOnlyList<AdoptedFile> files) => [.. files.Select(Plan)];

    private PlannedFile Plan(AdoptedFile file)
    {
        foreach (var dataset in file.Datasets)
            if (!settings.Constraints.Accepts(dataset))
                throw new DatastoreException($"The datastore's constraints don't accept {dataset.DatasetType.Name} {dataset.DataId}; change datastore.constraints in butler.yaml.");
        var isOutside = file.Transfer == TransferMode.Direct;
        var target = isOutside ? file.Source : root.JoinForWriting(file.Path);
        if (!isOutside && FileDatastorePaths.IsReserved(target, root.Root))
            throw new DatastoreException($"The file {file.Source.DisplayName} can't become '{file.Path}', which is the repository's own.");
        return new()
        {
            Datasets = file.Datasets,
            StoredPath = file.Path,
            Target = target,
            StorageClass = file.Records[0].StorageClass,
            Formatter = new FormatterChoice(file.Records[0].Formatter, NoParameters),
            Source = file.Source,
            Transfer = file.Transfer.Resolve(file.Source, target),
            Size = file.Size,
            Records = file.Records,
            Required = file.Required,
        };
    }
}

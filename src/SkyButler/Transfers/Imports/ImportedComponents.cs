using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Imports.Reading;

namespace SkyButler.Transfers.Imports;

/// <summary>Files of datasets that are kept in components, on their way into a datastore.</summary>
internal static class ImportedComponents
{
    /// <summary>How they are taken in: by the mode that whole files come by.</summary>
    /// <exception cref="ImportException">One is not inside the root, as the mode needs it.</exception>
    public static IReadOnlyList<AdoptedFile> Adopted(IReadOnlyList<ImportedFile> files, ResourcePath root, TransferMode transfer)
    {
        var mode = transfer.ResolveForIngest(files.SelectMany(f => f.Components).Select(c => c.Source), root);
        return [.. files.SelectMany(f => f.Components.Select(c => Adopted(f, c.Source, c.Record, root, mode)))];
    }

    private static AdoptedFile Adopted(ImportedFile file, ResourcePath source, FileRecord record, ResourcePath root, TransferMode mode)
    {
        var own = mode != TransferMode.Split ? mode : source.IsWithin(root) ? TransferMode.None : TransferMode.Direct;
        var path = own switch
        {
            TransferMode.Direct => source.ToString(),
            TransferMode.None => source.IsWithin(root)
                ? source.RelativeTo(root)!
                : throw new ImportException($"The file {source.DisplayName} is not inside the datastore's root {root.DisplayName}, as it must be to be taken in where it is; choose another transfer mode, such as copy."),
            _ => record.Path,
        };
        return new(path, source, own, -1, file.Datasets, [record with { Path = path }]);
    }
}

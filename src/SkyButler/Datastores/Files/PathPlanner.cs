using SkyButler.Datasets;
using SkyButler.Datastores.Formatters;
using SkyButler.Resources;

namespace SkyButler.Datastores.Files;

/// <summary>Says under which paths and by which formatters datasets are stored.</summary>
internal sealed class PathPlanner
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly RootedPaths root;

    public PathPlanner(FileDatastoreSettings settings, DatastoreServices services, RootedPaths root)
    {
        this.settings = settings;
        this.services = services;
        this.root = root;
    }

    /// <summary>The same for the files of one batch, whose folders are looked at once.</summary>
    public PathPlanner ForOneBatch() => new(settings, services, root.ForOneBatch());

    /// <summary>The references under which a dataset is stored: itself, or one for each of its components.</summary>
    public IReadOnlyList<DatasetRef> Parts(DatasetRef dataset)
    {
        var storageClass = services.StorageClass(dataset.DatasetType.StorageClass);
        return settings.Composites.IsDisassembled(dataset, storageClass)
            ? [.. storageClass.Components.Select(c => dataset.WithDatasetType(dataset.DatasetType.MakeComponent(c.Key, c.Value)))]
            : [dataset];
    }

    /// <summary>The formatter that would write a dataset or component.</summary>
    public FormatterChoice Formatter(DatasetRef part) => settings.Formatters.For(part);

    /// <summary>The path below the root of a dataset's or component's file.</summary>
    /// <param name="part">The dataset or component, its data ID expanded.</param>
    /// <param name="extension">The extension with its dot.</param>
    /// <exception cref="DatastoreException">There is no template, or the data ID makes no usable path.</exception>
    public (string Stored, ResourcePath Target) Place(DatasetRef part, string extension)
    {
        var path = settings.Templates.For(part).Format(part) + extension;
        // Two runs would share their files.
        if (part.Run.StartsWith('/'))
            throw new DatastoreException($"The dataset {part.DatasetType.Name} {part.DataId} can't be stored: the name of its run, '{part.Run}', is absolute; use one without the leading slash.");
        try
        {
            var target = root.JoinNew(path);
            return FileDatastorePaths.IsReserved(target, root.Root)
                ? throw new DatastoreException($"The dataset {part.DatasetType.Name} {part.DataId} can't be stored: its path '{path}' is the repository's own; change the run, or the template.")
                : (path, target);
        }
        catch (ResourceException e)
        {
            throw new DatastoreException($"The dataset {part.DatasetType.Name} {part.DataId} can't be stored: {e.Message}", e);
        }
    }

    /// <summary>A file that lies below the root already and is to be recorded there.</summary>
    /// <param name="relative">Its path below the root.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="DatastoreException">Its name leads elsewhere, here or on another system.</exception>
    public ResourcePath Inside(string relative, ResourcePath file)
    {
        try
        {
            // Decoded already: a percent sign in it is one.
            root.JoinNew(string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)));
            return file;
        }
        catch (ResourceException e)
        {
            throw new DatastoreException($"A file can't be recorded where it is: {e.Message}", e);
        }
    }

    /// <summary>Where a dataset that is not stored would be, component by component.</summary>
    public IReadOnlyList<(string? Component, DatasetRef Part, string Path, ResourcePath Target)> Predict(DatasetRef dataset) =>
    [
        .. Parts(dataset).Select(part =>
        {
            var choice = Formatter(part);
            var extension = Extension(services.Formatters.Get(choice.Name), choice);
            var (path, target) = Place(part, extension);
            return (part.DatasetType.Component, part, path, target);
        }),
    ];

    // A format that is not written here still has the extension of its files.
    private static string Extension(IFormatter formatter, FormatterChoice choice) =>
        formatter is Formatters.Unreadable.UnreadableFormatter ? formatter.Extensions.FirstOrDefault() ?? "" : formatter.ExtensionFor(choice.Parameters);
}

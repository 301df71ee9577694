using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>Decides where files go that are taken in.</summary>
internal sealed class IngestPlanner
{
    private const int FilesOfOneThread = 1024;
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly PathPlanner paths;
    private readonly ResourcePath root;

    public IngestPlanner(FileDatastoreSettings settings, DatastoreServices services, PathPlanner paths, ResourcePath root)
    {
        this.settings = settings;
        this.services = services;
        this.paths = paths;
        this.root = root;
    }

    /// <summary>The places, formatters and sizes of files.</summary>
    /// <exception cref="DatastoreException">A file is missing, is not where the transfer mode needs it, or its formatter does not take it.</exception>
    public async Task<List<PlannedFile>> PlanAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        foreach (var name in files.Select(f => f.Formatter).OfType<string>().Distinct(StringComparer.Ordinal))
            if (!services.Formatters.Recognizes(name))
                services.Log.LogWarning("The formatter '{Formatter}' is not known here, so the files can be taken in but not read; map it under skybutler.formatters in butler.yaml.", name);
        var sources = files.Select(f => IngestSource.Of(f, root)).ToList();
        var mode = options.Transfer.ResolveForIngest(sources, root);
        if (mode == TransferMode.Split && options.Transfer == TransferMode.Auto)
            services.Log.LogWarning("Some of the files lie in the datastore's root {Root} and some do not: the former are taken in where they are, the others are referred to where they are.", root.DisplayName);
        foreach (var source in sources)
            CheckName(source, mode);
        var found = await services.Stores.FindAsync(sources, cancellationToken).ConfigureAwait(false);
        var planned = new PlannedFile[files.Count];
        var failures = new ExceptionDispatchInfo?[(files.Count + FilesOfOneThread - 1) / FilesOfOneThread];
        await Parallel.ForEachAsync(Enumerable.Range(0, failures.Length), cancellationToken, (part, _) =>
        {
            try
            {
                for (var i = part * FilesOfOneThread; i < Math.Min((part + 1) * FilesOfOneThread, planned.Length); i++)
                    planned[i] = Plan(files[i], sources[i], found[i], mode, options);
            }
            catch (Exception e)
            {
                failures[part] = ExceptionDispatchInfo.Capture(e);
            }

            return default;
        }).ConfigureAwait(false);
        // Of several files that can't be taken in, the first is told, whoever found it.
        failures.FirstOrDefault(f => f is not null)?.Throw();
        return [.. planned];
    }

    // What is recorded where it is must stay there, and mean the same to everybody.
    private void CheckName(ResourcePath source, TransferMode mode)
    {
        if (mode is not (TransferMode.Direct or TransferMode.None or TransferMode.Split))
            return;
        if (source.IsPresigned)
        {
            throw new DatastoreException(
                $"The URL of {source.DisplayName} is signed, and ends to hold at some time, so no dataset can be registered there; ingest it by copy, or name the plain URL.");
        }

        var reason = StoredPath.Parse(source.ToString()).ZipMember is { } member ? RootedPaths.WhyNotNew(member) : null;
        if (reason is not null)
            throw new DatastoreException($"The member of a zip {source.DisplayName} can't be taken in: {reason}.");
    }

    private PlannedFile Plan(FileDataset file, ResourcePath source, ResourceInfo? found, TransferMode mode, IngestOptions options)
    {
        if (found is not { IsDirectory: false, IsSpecial: false })
            throw new DatastoreException($"The file {source.DisplayName} can't be taken in: {Problem(found)}.");
        if (file.Datasets.Count == 0)
            throw new DatastoreException($"No dataset is named for the file {source.DisplayName}.");
        var dataset = file.Datasets[0];
        if (!settings.Constraints.Accepts(dataset))
            throw new DatastoreException($"The datastore's constraints don't accept {dataset.DatasetType.Name} {dataset.DataId}; change datastore.constraints in butler.yaml.");
        var choice = file.Formatter is { } name ? settings.Formatters.Named(name) : paths.Formatter(dataset);
        CheckExtension(source, choice);
        var (stored, target, transfer) = Place(dataset, source, mode);
        return new()
        {
            Datasets = file.Datasets,
            StoredPath = stored,
            Target = target,
            StorageClass = dataset.DatasetType.StorageClass,
            Formatter = choice,
            Source = source,
            Transfer = transfer,
            Size = options.RecordValidationInfo ? found.Size : -1,
        };
    }

    private (string Stored, ResourcePath Target, TransferMode Mode) Place(DatasetRef dataset, ResourcePath source, TransferMode mode)
    {
        var inside = source.RelativeTo(root);
        switch (mode)
        {
            case TransferMode.Direct:
            case TransferMode.Split when inside is null:
                return (source.ToString(), source, TransferMode.Direct);
            case TransferMode.None or TransferMode.Split or TransferMode.Move when inside is not null && FileDatastorePaths.IsReserved(inside):
                throw new DatastoreException($"The file {source.DisplayName} belongs to the repository itself and can't become a dataset's; copy it instead.");
            case TransferMode.None or TransferMode.Split:
                return inside is { } relative and not "."
                    ? (relative, paths.Inside(relative, source), TransferMode.None)
                    : throw new DatastoreException(
                        $"The file {source.DisplayName} is not inside the datastore's root {root.DisplayName}, as it must be to be taken in where it is; choose another transfer mode, such as copy or direct.");
            default:
                var (path, target) = paths.Place(dataset, source.Extension);
                return (path, target, mode.Resolve(source, target));
        }
    }

    private void CheckExtension(ResourcePath source, FormatterChoice choice)
    {
        var formatter = services.Formatters.Get(choice.Name);
        if (formatter.Extensions.Count > 0 && !formatter.Extensions.Contains(source.Extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new DatastoreException(
                $"Extension '{source.Extension}' of {source.DisplayName} is not supported by the formatter {choice.Name}; it takes {string.Join(", ", formatter.Extensions)}.");
        }
    }

    private static string Problem(ResourceInfo? found) =>
        found is null ? "it does not exist" : found.IsDirectory ? "it is a folder" : "it is a pipe, a socket or a device";
}

using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Registry.Collections;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers;
using SkyButler.Transfers.Exports;
using SkyButler.Transfers.Imports;
using SkyButler.Transfers.Repositories;

namespace SkyButler;

/// <content>Exporting to a folder, and importing from one.</content>
public sealed partial class Butler
{
    private static readonly HashSet<CollectionType> Runs = [CollectionType.Run];

    /// <summary>
    /// Exports datasets with their files, dimension records, types and runs to a folder, with a file that describes them in the original's
    /// format. An export that was stopped goes on when it is asked for again.
    /// </summary>
    /// <exception cref="ExportException">There is an export already, or the options can't be.</exception>
    public Task<ExportSummary> ExportAsync(
        IAsyncEnumerable<DatasetRef> datasets, string directory, ExportOptions options, CancellationToken cancellationToken = default) =>
        new RepositoryExport(Registry, Queries, FilesForTransfer(), core.Log).RunAsync(datasets, Folder(directory), options, cancellationToken);

    /// <summary>Exports all that the repository has: records, collections, dataset types, datasets, tags and validity ranges.</summary>
    /// <exception cref="ExportException">There is an export already, or the options can't be.</exception>
    public Task<ExportSummary> ExportEverythingAsync(string directory, ExportOptions options, CancellationToken cancellationToken = default) =>
        ExportAsync(AllDatasetsAsync(cancellationToken), directory, options with { Collections = ["*"], Elements = ["*"], DatasetTypes = ["*"] }, cancellationToken);

    /// <summary>Exports the certified calibrations of collections, with their validity ranges; returns what they are, to be disposed. Where there are none, nothing is written.</summary>
    /// <param name="directory">The folder; it must not exist.</param>
    /// <param name="collections">Names or globs of calibration collections, or of chains of them; none for all.</param>
    /// <param name="datasetTypes">Names or globs of dataset types; none for all calibrations.</param>
    /// <param name="options">How; collections come from <paramref name="collections"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ExportException">The folder exists.</exception>
    public async Task<ExportedCalibrations> ExportCalibrationsAsync(
        string directory, IReadOnlyList<string> collections, IReadOnlyList<string> datasetTypes, ExportOptions options, CancellationToken cancellationToken = default)
    {
        var folder = Folder(directory);
        var stored = FilesForTransfer();
        if (await stored.Resources.ExistsAsync(folder, cancellationToken).ConfigureAwait(false))
            throw new ExportException($"{folder.DisplayName} exists already; calibrations are exported to a new folder.");
        var flat = await Registry.Collections.FlattenAsync(collections.Count > 0 ? collections : ["*"], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> names = [.. flat.Where(c => c.Type == CollectionType.Calibration).Select(c => c.Name)];
        var types = await Registry.DatasetTypes.QueryAsync(datasetTypes.Count > 0 ? datasetTypes : ["*"], null, cancellationToken).ConfigureAwait(false);
        var found = new ExportedCalibrations();
        try
        {
            foreach (var type in names.Count == 0 ? [] : types.Where(t => t.IsCalibration))
                await foreach (var association in Queries.AssociationsAsync(type.Name, names, null, cancellationToken).ConfigureAwait(false))
                    await found.AddAsync(association.Dataset, cancellationToken).ConfigureAwait(false);
            if (await found.ReadAsync(cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false))
                await ExportAsync(found.ReadAsync(cancellationToken), directory, options with { Collections = names }, cancellationToken).ConfigureAwait(false);
            return found;
        }
        catch
        {
            await found.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Imports an export. The file is read twice: nothing is written before all of it is known to be sound. What is there already is left alone, so
    /// an import that was stopped goes on when it is asked for again.
    /// </summary>
    /// <exception cref="ImportException">The file is damaged, of another version, or contradicts itself.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Something that is there contradicts it.</exception>
    public Task ImportAsync(string directory, ImportOptions options, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        return new RepositoryImport(Target).RunAsync(Folder(directory), FilesForTransfer().Resources, options, cancellationToken);
    }

    /// <summary>All datasets, type after type.</summary>
    internal async IAsyncEnumerable<DatasetRef> AllDatasetsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runs = await Registry.Collections.QueryAsync(["*"], Runs, cancellationToken).ConfigureAwait(false);
        if (runs.Count == 0)
            yield break;
        await foreach (var dataset in Queries.AllDatasetsAsync(new() { Collections = [.. runs.Select(r => r.Name)] }, cancellationToken).ConfigureAwait(false))
            yield return dataset;
    }

    private TransferTarget Target => new(Registry, Queries, Datastore, core.Log, IngestAsync);

    private static ResourcePath Folder(string directory) =>
        ResourcePath.ParseNew(directory, ResourcePath.FromLocalDirectory("."), EnvironmentVariables.Process).AsDirectory();

    private StoredFiles FilesForTransfer()
    {
        IReadOnlyList<FileDatastore> stores = [.. Datastore.FileStores];
        return stores.Count > 0 ? new(stores) : throw new ButlerException("Only repositories whose datastores keep files have any to retrieve, export or import.");
    }
}

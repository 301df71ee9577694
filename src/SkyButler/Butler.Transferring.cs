using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Resources.Stores;
using SkyButler.Transfers;
using SkyButler.Transfers.Repositories;
using SkyButler.Transfers.Zips;

namespace SkyButler;

/// <content>Packing into zips, and between repositories.</content>
public sealed partial class Butler
{
    /// <summary>Packs the files of datasets, whose data IDs are full, into one zip with an index; returns where it is, or null where there are no datasets.</summary>
    /// <param name="datasets">The datasets.</param>
    /// <param name="destination">The folder of the zip, whose name follows from its members.</param>
    /// <param name="options">Whether a zip that is there is overwritten, and who hears of progress; files are copied.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DatastoreException">A dataset is not stored, or the zip is there already.</exception>
    public async Task<string?> RetrieveZipAsync(
        IAsyncEnumerable<DatasetRef> datasets, string destination, RetrieveOptions options, CancellationToken cancellationToken = default) =>
        (await new ZipRetrieval(FilesForTransfer(), Universe, core.Clock).RetrieveAsync(datasets, Folder(destination), options, cancellationToken).ConfigureAwait(false))?.ToString();

    /// <summary>
    /// Takes a zip of datasets in as it is, or the files of a folder that were retrieved with an index; returns how many datasets it has. What was
    /// taken in before is left alone.
    /// </summary>
    /// <exception cref="ZipException">It is damaged, hostile, or contradicts itself; nothing was written.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Some of its datasets are there already.</exception>
    public async Task<int> IngestZipAsync(string zip, ZipIngestOptions options, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        var path = Resources.ResourcePath.Parse(zip, Resources.ResourcePath.FromLocalDirectory("."), Resources.EnvironmentVariables.Process);
        var store = Datastore.FileStores.FirstOrDefault() ?? throw new ButlerException("Only repositories whose datastores keep files can take zips in.");
        var isFolder = zip.EndsWith('/') || await store.Stores.FindAsync(path, cancellationToken).ConfigureAwait(false) is { IsDirectory: true };
        IndexedFiles files = isFolder ? new FolderFiles(path.AsDirectory(), Universe, store) : new ZippedFiles(path, Universe, store);
        return await new ArtifactIngest(Target).RunAsync(files, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings datasets from another repository into this one, with their files, runs, dimension records and, if asked to, types.</summary>
    /// <exception cref="TransferException">The request can't be, or a dataset type is not known here.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Something that is there contradicts what comes.</exception>
    public Task<TransferSummary> TransferFromAsync(
        Butler source, IAsyncEnumerable<DatasetRef> datasets, TransferRequest request, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        return new RepositoryTransfer(source.Source, Target, request).RunAsync(datasets, cancellationToken);
    }

    /// <summary>Copies all that another repository has into this one: records, types, collections, datasets, tags and validity ranges.</summary>
    /// <exception cref="TransferException">The request can't be, or the dimension universes differ.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Something that is there contradicts what comes.</exception>
    public Task<TransferSummary> CopyFromAsync(Butler source, TransferRequest request, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        return new RepositoryCopy(source.Source, Target, request).RunAsync(source.AllDatasetsAsync(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Makes an empty repository with this one's dimension universe and, unless the creation has a seed, its configuration but for the places of
    /// database and files; a repository that is there stays as it is, and one whose making was stopped is completed.
    /// </summary>
    /// <exception cref="ButlerException">The folder can't be written, or the seed is wrong.</exception>
    public async Task MakeAlikeAsync(string root, ButlerCreation creation, CancellationToken cancellationToken = default)
    {
        var stores = FilesForTransfer().Resources;
        if (await stores.ExistsAsync(Folder(root).Join(Configuration.Repositories.ButlerConfig.FileName), cancellationToken).ConfigureAwait(false))
        {
            // Somebody may have been stopped at the very end of making it.
            var config = await Configuration.Repositories.ButlerConfig.OpenAsync(root, ConfigSources.Default with { Stores = stores }, cancellationToken).ConfigureAwait(false);
            if (!config.IsRemote)
                await RegistryCreation.CloseAsync(await ButlerCore.SettingsAsync(config, core.Clock, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        var seed = creation.SeedConfig is null && Config.File is { } file
            ? (await new ConfigLoader(ConfigSources.Default with { Stores = stores }).LoadAsync(file, cancellationToken).ConfigureAwait(false))
                .Without(".registry.db").Without(".registry.namespace").Without(".datastore.root")
            : null;
        await CreateAsync(root, creation with { Seed = seed, Universe = Universe, Stores = stores }, cancellationToken).ConfigureAwait(false);
    }

    private TransferSource Source => new(Registry, Queries, FilesForTransfer());
}

using System.Text.Json;
using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Transfers.Kills;

/// <summary>A transfer that can be done in this process, or in another that is killed.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="From">The repository, or folder of an export, that is read.</param>
/// <param name="To">The repository's folder, or where an export goes.</param>
/// <param name="Root">Where files go: a bucket, or the folder itself.</param>
/// <param name="Environment">What is needed to reach servers.</param>
internal sealed record TransferWork(TransferKind Kind, string From, string To, string Root, Dictionary<string, string> Environment)
{
    private const int Batch = 20;

    /// <summary>Lines of a seed that name a database in place of a local file.</summary>
    public string? Database { get; init; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whether what comes out is a repository.</summary>
    public bool MakesRepository => Kind is not (TransferKind.Export or TransferKind.Retrieve);

    private ResourceStores Stores => ResourceStores.For(EnvironmentVariables.From(Environment)).With("resource", PackagedDefaults.Stores.For(PackagedDefaults.Folder));

    // The root of a repository that a copy makes in a bucket.
    private string Made => Root == To ? To : Root;

    /// <summary>The work as text, for another process.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>The work of a text.</summary>
    public static TransferWork Parse(string text) => JsonSerializer.Deserialize<TransferWork>(text)!;

    /// <summary>Makes what must be there before: an empty repository, but not where the work itself makes one.</summary>
    public async Task PrepareAsync()
    {
        Directory.CreateDirectory(To);
        if (!MakesRepository)
            return;
        var seed = await File.ReadAllTextAsync(SharedFiles.Golden("mixed/butler.yaml"), Token);
        seed = seed.Replace("sqlite:///<butlerRoot>/gen3.sqlite3", Database ?? $"sqlite:///{To}/gen3.sqlite3", StringComparison.Ordinal);
        if (Kind != TransferKind.Copy)
            seed = seed.Replace("root: <butlerRoot>", $"root: {Root}\n  name: Files", StringComparison.Ordinal);
        await File.WriteAllTextAsync(To + ".yaml", seed, Token);
        if (Kind != TransferKind.Copy)
            await Butler.CreateAsync(To, new() { SeedConfig = To + ".yaml", Override = true, Stores = Stores }, Token);
    }

    /// <summary>Does it.</summary>
    public async Task RunAsync()
    {
        switch (Kind)
        {
            case TransferKind.Import:
                await using (var butler = await OpenAsync())
                    await butler.ImportAsync(From, new() { Transfer = TransferMode.Copy, BatchSize = Batch }, Token);
                break;
            case TransferKind.Export:
                await using (var butler = await OpenSourceAsync())
                    await butler.ExportEverythingAsync(Root, new() { Transfer = TransferMode.Copy, BatchSize = Batch, Overwrite = true }, Token);
                break;
            case TransferKind.Copy:
                await using (var source = await OpenSourceAsync())
                {
                    await source.MakeAlikeAsync(Made, new() { SeedConfig = To + ".yaml", Override = true }, Token);
                    await using var copy = await OpenAsync();
                    await copy.CopyFromAsync(source, new() { Transfer = TransferMode.Copy, BatchSize = Batch }, Token);
                }

                break;
            case TransferKind.Transfer:
                await using (var source = await OpenSourceAsync())
                {
                    await using var target = await OpenAsync();
                    var all = source.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Token);
                    await target.TransferFromAsync(source, all, new() { Transfer = TransferMode.Copy, RegisterDatasetTypes = true, BatchSize = Batch }, Token);
                }

                break;
            case TransferKind.Retrieve:
                await using (var source = await OpenSourceAsync())
                    await source.RetrieveArtifactsAsync(StoredAsync(source), Root, new() { Transfer = TransferMode.Copy, BatchSize = Batch }, Token);
                break;
        }
    }

    private static async IAsyncEnumerable<DatasetRef> StoredAsync(Butler source)
    {
        var search = new AllDatasetsQuery { Collections = ["*"], WithRecords = true };
        await foreach (var batch in source.Queries.AllDatasetsAsync(search, Token).Chunk(Batch))
        {
            var stored = await source.Datastore.FindRecordsAsync([.. batch.Select(d => d.Id)], Token);
            foreach (var dataset in batch.Where(d => stored.ContainsKey(d.Id)))
                yield return dataset;
        }
    }

    /// <summary>Opens the repository that the work is on, for writing.</summary>
    public Task<Butler> OpenAsync() =>
        Butler.OpenAsync(Kind == TransferKind.Copy ? Made : To, new() { Access = RegistryAccess.ReadWrite, Stores = Stores }, Token);

    /// <summary>Names and sizes of all files that there are, but the database and what writers leave for others.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync()
    {
        var root = ResourcePath.Parse(Root).AsDirectory();
        var files = await Stores.For(root).ListAsync(root, Token).ToListAsync(Token);
        return
        [
            .. files.Select(f => (Name: f.Path.RelativeTo(root)!, f.Size))
                .Where(f => !f.Name.StartsWith(".skybutler", StringComparison.Ordinal) && !f.Name.StartsWith("gen3.sqlite3", StringComparison.Ordinal) && f.Name != "butler.yaml")
                .Select(f => $"{f.Name} {f.Size}").Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Removes all that it made, so that many of them don't fill the server's memory.</summary>
    public async Task RemoveAsync()
    {
        var root = ResourcePath.Parse(Root).AsDirectory();
        if (!root.IsLocal)
        {
            var files = await Stores.For(root).ListAsync(root, Token).Select(f => f.Path).ToListAsync(Token);
            (await Stores.DeleteAsync(files, Token)).ShouldBeEmpty();
        }

        Directory.Delete(To, recursive: true);
    }

    /// <summary>The text of the file that describes what came to a folder.</summary>
    public async Task<string> DescriptionAsync() => await Stores.ReadAllTextAsync(
        ResourcePath.Parse(Root).AsDirectory().Join(Kind == TransferKind.Export ? "export.yaml" : "_butler_zip_index.json"), Token);

    private Task<Butler> OpenSourceAsync() => Butler.OpenAsync(From, new() { Stores = Stores }, Token);
}

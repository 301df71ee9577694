using System.Security.Cryptography;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Files;

public sealed class GoldenFileTests
{
    // Formats that this version copies but does not load.
    private static readonly string[] NotLoaded = ["PickleFormatter"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_dataset_whose_file_is_there_can_be_got_or_says_why_not()
    {
        var repositories = GoldenRepositories.Names();
        if (repositories.Count == 0)
            SharedFiles.Golden("mixed");
        var got = 0;
        foreach (var name in repositories)
        {
            var root = SharedFiles.Golden(name);
            var before = await HashAsync(root);
            await using (var butler = await Butler.OpenAsync(root, cancellationToken: Token))
                got += await GetAllAsync(butler, name);
            (await HashAsync(root)).ShouldBe(before, $"reading changed the database of {name}");
            Directory.Exists(Path.Combine(root, ".skybutler")).ShouldBeFalse();
        }

        got.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Datasets_that_are_registered_without_file_are_told()
    {
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("rubin-imsim"), cancellationToken: Token);
        var datasets = await AllAsync(butler);
        datasets.Count.ShouldBe(194);
        var existence = await butler.ExistsAsync(datasets, Token);
        existence.Values.Count(e => e == (DatasetExistence.Recorded | DatasetExistence.Datastore)).ShouldBe(189);
        existence.Values.Count(e => e == (DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact)).ShouldBe(5);
        var missing = datasets.First(d => d.DatasetType.Name == "bfk");
        (await butler.GetUrisAsync([missing], Token))[missing.Id].Single().Uri.IsLocal.ShouldBeTrue();
        (await Should.ThrowAsync<DatastoreException>(() => butler.GetAsync(missing, cancellationToken: Token))).Message.ShouldContain("registered but missing");
    }

    private static async Task<int> GetAllAsync(Butler butler, string name)
    {
        var datasets = await AllAsync(butler);
        var existence = await butler.ExistsAsync(datasets, Token);
        var records = await butler.Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], Token);
        var got = 0;
        foreach (var dataset in datasets.Where(d => existence[d.Id].HasFlag(DatasetExistence.Artifact)))
        {
            if (await IsDamagedAsync(butler, dataset, records[dataset.Id]))
            {
                // A copy of the golden files may hold a symbolic link as the text of its target.
                (await Should.ThrowAsync<DatastoreException>(() => butler.GetAsync(dataset, cancellationToken: Token))).Message.ShouldContain("are recorded");
            }
            else if (records[dataset.Id].All(r => IsLoaded(r, butler)))
            {
                (await butler.GetAsync(dataset, cancellationToken: Token)).ShouldNotBeNull($"{dataset} of {name}");
                got++;
            }
            else
            {
                var error = await Should.ThrowAsync<DatastoreException>(() => butler.GetAsync(dataset, cancellationToken: Token), $"{dataset} of {name}");
                error.Message.ShouldContain("retrieve-artifacts");
                error.Message.ShouldNotContain("\n");
            }
        }

        return got;
    }

    private static async Task<bool> IsDamagedAsync(Butler butler, DatasetRef dataset, IReadOnlyList<FileRecord> records)
    {
        var uris = (await butler.GetUrisAsync([dataset], Token))[dataset.Id];
        return uris.Any(u => records.First(r => r.Component == u.Component).FileSize is >= 0 and var size && new FileInfo(u.Uri.LocalPath).ResolveLinkTarget(true) is null && new FileInfo(u.Uri.LocalPath).Length != size);
    }

    private static bool IsLoaded(FileRecord record, Butler butler) =>
        !NotLoaded.Contains(record.Formatter.Split('.')[^1])
        && (!record.Formatter.EndsWith(".FitsGenericFormatter", StringComparison.Ordinal)
            || butler.StorageClasses[record.StorageClass].PythonType is "lsst.afw.cameraGeom.Camera" or "lsst.afw.cameraGeom.Detector");

    private static async Task<List<DatasetRef>> AllAsync(Butler butler)
    {
        await butler.Datastore.PrepareAsync(Token);
        var ids = new HashSet<Guid>();
        await foreach (var record in new FileRecordTable(butler.Registry, "file_datastore_records").FetchAllAsync(Token))
            ids.Add(record.DatasetId);
        return [.. (await butler.Registry.Datasets.GetAsync(ids, Token)).Values.OrderBy(d => d.Id)];
    }

    private static async Task<string> HashAsync(string root)
    {
        await using var file = File.OpenRead(Path.Combine(root, "gen3.sqlite3"));
        return Convert.ToHexString(await SHA256.HashDataAsync(file, Token));
    }
}

using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Images;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Repositories whose files are objects of a real S3 server.</summary>
public sealed class S3RepositoryTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task Files_come_in_by_copy_and_by_name_and_go_out_to_disk_and_to_another_bucket()
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var elsewhere = Resources.ResourcePath.ParseStored($"s3://second/{Guid.NewGuid():N}/a.yaml");
        await place.Stores.WriteAllBytesAsync(elsewhere, "value: 1\n"u8.ToArray(), Token);
        var direct = CrashTests.Ref(type, 0);
        await repository.Butler.IngestAsync([new(elsewhere.ToString(), [direct])], new() { Transfer = TransferMode.Direct }, Token);
        (await place.FilesAsync()).ShouldBeEmpty();
        var copied = CrashTests.Ref(type, 1);
        await repository.Butler.IngestAsync([new(elsewhere.ToString(), [copied])], new() { Transfer = TransferMode.Copy }, Token);
        var local = CrashTests.Ref(type, 2);
        await repository.Butler.IngestAsync([new(await repository.WriteOutsideAsync("b.yaml", "value: 3\n"), [local])], new() { Transfer = TransferMode.Auto }, Token);
        (await place.FilesAsync()).Count.ShouldBe(2);
        foreach (var (dataset, value) in new[] { (direct, 1L), (copied, 1L), (local, 3L) })
            ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(value);

        await repository.Butler.RetrieveArtifactsAsync([copied, local], repository.Outside("copies") + "/", new() { Transfer = TransferMode.Copy }, Token);
        Directory.GetFiles(repository.Outside("copies"), "*.yaml", SearchOption.AllDirectories).Length.ShouldBe(2);
        var bucket = $"s3://second/{Guid.NewGuid():N}/";
        (await repository.Butler.RetrieveArtifactsAsync([copied, local], bucket, new() { Transfer = TransferMode.Copy }, Token)).Count.ShouldBe(2);
        (await place.Stores.For(elsewhere).ListAsync(Resources.ResourcePath.ParseStored(bucket), Token).CountAsync(Token)).ShouldBe(3);

        await repository.Butler.PruneDatasetsAsync([direct, copied, local], new() { Unstore = true, Purge = true }, Token);
        (await place.FilesAsync()).ShouldAllBe(f => f.StartsWith(".skybutler/bin/", StringComparison.Ordinal));
        (await place.Stores.ExistsAsync(elsewhere, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_repository_is_made_in_a_bucket_with_its_database_outside()
    {
        var place = await S3Place.GetAsync();
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("seed.yaml"), $"registry:\n  db: sqlite:///{folder.File("registry.sqlite3")}\n", Token);
        var creation = new ButlerCreation { SeedConfig = folder.File("seed.yaml"), Override = true, Stores = place.Stores };
        await Butler.CreateAsync(place.Root.ToString(), creation, Token);
        (await place.FilesAsync()).ShouldBe(["butler.yaml"]);
        File.Exists(folder.File("registry.sqlite3")).ShouldBeTrue();
        await using var butler = await Butler.OpenAsync(place.Root.ToString(), new() { Run = "u/run", Stores = place.Stores }, Token);
        var type = new DatasetType("number", butler.Universe.Conform([]), "int");
        await butler.Registry.DatasetTypes.RegisterAsync([type], Token);
        await butler.PutAsync(42L, "number", [], cancellationToken: Token);
        (await butler.GetAsync("number", [], cancellationToken: Token)).ShouldBe(42L);
        (await place.FilesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_database_of_SQLite_in_a_bucket_is_refused()
    {
        var place = await S3Place.GetAsync();
        (await Should.ThrowAsync<ConfigException>(() => Butler.CreateAsync(place.Root.ToString(), new() { Stores = place.Stores }, Token))).Message.ShouldContain("registry.db");
        (await place.FilesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_component_that_is_stored_by_itself_is_read_by_fetching_its_object_alone()
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync("  composites:\n    disassembled:\n      ExposureF: true\n");
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        exposure.Image.Pixels[7] = 3.5f;
        var dataset = await repository.Butler.PutAsync(exposure, "calexp", Detector0, cancellationToken: Token);
        var others = (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id].Where(u => u.Component != "image").Select(u => u.Uri).ToList();
        others.Count.ShouldBe(3);
        await place.Stores.DeleteAsync(others, Token);
        ((Image<float>)await repository.Butler.GetAsync("calexp.image", Detector0, cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token))).Message.ShouldContain("missing");
    }

    [Theory]
    [InlineData(nameof(CrashVictim.Put_three), "journal.after-write")]
    [InlineData(nameof(CrashVictim.Put_three), "put.after-stage")]
    [InlineData(nameof(CrashVictim.Put_three), "put.after-rows")]
    [InlineData(nameof(CrashVictim.Put_three), "put.before-commit")]
    [InlineData(nameof(CrashVictim.Put_three), "put.after-commit")]
    [InlineData(nameof(CrashVictim.Put_three), "journal.before-close")]
    [InlineData(nameof(CrashVictim.Move_three), "put.before-commit")]
    [InlineData(nameof(CrashVictim.Move_three), "put.after-commit")]
    public async Task A_writer_that_is_killed_leaves_all_or_nothing_and_the_next_cleans_up(string victim, string fault)
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        for (var i = 0; i < 3; i++)
            await File.WriteAllTextAsync(CrashTests.Source(repository.Root, i), $"i: {i}\n", Token);
        await repository.Butler.DisposeAsync();
        await CrashTests.KillAsync(repository, victim, fault, place.Environment);
        await repository.ReopenAsync();
        var found = await CrashTests.FindAsync(repository);
        (found.Count is 0 or 3).ShouldBeTrue();
        (await repository.Butler.ExistsAsync(found, Token)).Values.ShouldAllBe(e => e.HasFlag(DatasetExistence.Artifact));
        await repository.Butler.Datastore.PrepareAsync(Token);
        (await place.FilesAsync()).Count.ShouldBe(found.Count);
        if (victim == nameof(CrashVictim.Move_three) && found.Count == 0)
            Enumerable.Range(0, 3).ShouldAllBe(i => File.Exists(CrashTests.Source(repository.Root, i)));
    }

    // The first hit of a place is that of the journal entry, which is an object too.
    [Theory]
    [InlineData("objects.after-send:2", 1)]
    [InlineData("put.after-rows", 1)]
    [InlineData("objects.before-place:3", null)]
    [InlineData("objects.after-place:4", 0)]
    [InlineData("put.after-commit", 0)]
    public async Task Parts_that_a_killed_writer_sent_ahead_are_removed_by_the_next(string fault, int? left)
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await File.WriteAllBytesAsync(CrashTests.Source(repository.Root, 0), new byte[17 << 20], Token);
        for (var i = 1; i < 3; i++)
            await File.WriteAllTextAsync(CrashTests.Source(repository.Root, i), $"i: {i}\n", Token);
        await repository.Butler.DisposeAsync();
        await CrashTests.KillAsync(repository, nameof(CrashVictim.Copy_three), fault, place.Environment);
        if (left is not null)
            (await place.UploadsAsync()).Count.ShouldBe(left.Value);
        await repository.ReopenAsync();
        await repository.Butler.Datastore.PrepareAsync(Token);
        (await place.UploadsAsync()).ShouldBeEmpty();
        (await place.FilesAsync()).Count.ShouldBe((await CrashTests.FindAsync(repository)).Count);
    }

    [Fact]
    public async Task What_is_stored_already_is_refused_before_anything_is_sent()
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var file = await repository.WriteOutsideAsync("large.yaml", new string(' ', 17 << 20));
        await repository.Butler.IngestAsync([new(file, [CrashTests.Ref(type, 0)])], new() { Transfer = TransferMode.Copy }, Token);
        var listed = new ListProgress();
        var error = await Should.ThrowAsync<SkyButler.Registry.Errors.ConflictException>(() => repository.Butler.IngestAsync(
            [new(file, [CrashTests.Ref(type, 0)])], new() { Transfer = TransferMode.Copy, Progress = listed }, Token));
        error.Message.ShouldContain("is stored already");
        listed.Reports.ShouldBe(0);
        (await place.UploadsAsync()).ShouldBeEmpty();
        (await place.FilesAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("trash.before-delete")]
    [InlineData("trash.after-delete")]
    public async Task A_removal_that_is_killed_is_finished_by_the_next(string fault)
    {
        var place = await S3Place.GetAsync();
        await using var repository = await place.MakeRepositoryAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.PutAsync([.. Enumerable.Range(0, 3).Select(i => ((object)new Dictionary<string, int>(), CrashTests.Ref(type, i)))], Token);
        await repository.Butler.DisposeAsync();
        await CrashTests.KillAsync(repository, nameof(CrashVictim.Purge_three), fault, place.Environment);
        await repository.ReopenAsync();
        (await CrashTests.FindAsync(repository)).ShouldBeEmpty();
        await repository.Butler.Datastore.EmptyTrashAsync(Token);
        (await place.FilesAsync()).ShouldAllBe(f => f.StartsWith(".skybutler/bin/", StringComparison.Ordinal));
    }

    private sealed class ListProgress : IProgress<WorkProgress>
    {
        public int Reports { get; private set; }

        public void Report(WorkProgress value) => Reports++;
    }
}

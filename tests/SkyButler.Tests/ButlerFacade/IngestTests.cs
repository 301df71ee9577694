using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.ButlerFacade;

public sealed class IngestTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Move)]
    [InlineData(TransferMode.Link)]
    [InlineData(TransferMode.Hardlink)]
    [InlineData(TransferMode.Symlink)]
    [InlineData(TransferMode.RelSymlink)]
    [InlineData(TransferMode.Auto)]
    public async Task A_file_comes_to_its_templates_place(TransferMode mode)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var source = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        var dataset = await IngestAsync(repository, mode, source);
        repository.Files().ShouldBe(["u/new/info/info_Cam_D0_u_new.yaml"]);
        var stored = new FileInfo(Path.Combine(repository.Root, repository.Files()[0]));
        File.Exists(source).ShouldBe(mode != TransferMode.Move);
        stored.LinkTarget.ShouldBe(mode switch
        {
            TransferMode.Symlink => source,
            TransferMode.RelSymlink => Path.GetRelativePath(Path.GetDirectoryName(stored.FullName)!, source),
            _ => null,
        });
        var got = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token);
        got["a"].ShouldBe(1L);
        if (mode is TransferMode.Link or TransferMode.Hardlink or TransferMode.Auto)
            await File.WriteAllTextAsync(source, "a: 2\n", Token);
        var seen = await File.ReadAllTextAsync(stored.FullName, Token);
        seen.ShouldBe(mode is TransferMode.Link or TransferMode.Hardlink or TransferMode.Auto ? "a: 2\n" : "a: 1\n");
    }

    [Theory]
    [InlineData(TransferMode.Copy)]
    [InlineData(TransferMode.Direct)]
    public async Task What_is_no_regular_file_is_refused_instead_of_waited_for(TransferMode mode)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var pipe = repository.Outside("pipe.yaml");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await make.WaitForExitAsync(Token);
        File.CreateSymbolicLink(repository.Outside("null.yaml"), "/dev/null");
        foreach (var source in (string[])[pipe, repository.Outside("null.yaml")])
            (await Should.ThrowAsync<DatastoreException>(() => IngestAsync(repository, mode, source))).Message.ShouldEndWith("it is a pipe, a socket or a device.");
    }

    [Fact]
    public async Task A_direct_file_stays_where_it_is()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var source = await repository.WriteOutsideAsync("a b#1.yaml", "a: 1\n");
        var dataset = await IngestAsync(repository, TransferMode.Direct, source);
        repository.Files().ShouldBeEmpty();
        var record = (await repository.Butler.Datastore.FindRecordsAsync([dataset.Id], Token))[dataset.Id].Single();
        record.Path.ShouldStartWith("file:///");
        (await repository.Butler.GetAsync(dataset, cancellationToken: Token)).ShouldNotBeNull();
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Purge = true }, Token);
        File.Exists(source).ShouldBeTrue();
    }

    [Fact]
    public async Task Files_inside_the_root_are_recorded_where_they_are()
    {
        await using var repository = await SmallRepository.MakeAsync();
        Directory.CreateDirectory(Path.Combine(repository.Root, "mine"));
        await File.WriteAllTextAsync(Path.Combine(repository.Root, "mine", "a.yaml"), "a: 1\n", Token);
        var dataset = await IngestAsync(repository, TransferMode.Auto, "mine/a.yaml");
        (await repository.Butler.Datastore.FindRecordsAsync([dataset.Id], Token))[dataset.Id].Single().Path.ShouldBe("mine/a.yaml");
        var outside = await repository.WriteOutsideAsync("b.yaml", "b: 1\n");
        (await Should.ThrowAsync<DatastoreException>(() => IngestAsync(repository, TransferMode.None, outside, 1))).Message.ShouldContain("not inside");
    }

    [Fact]
    public async Task A_mixture_of_inside_and_outside_is_split()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await File.WriteAllTextAsync(Path.Combine(repository.Root, "in.yaml"), "a: 1\n", Token);
        var outside = await repository.WriteOutsideAsync("out.yaml", "b: 1\n");
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        DatasetRef[] datasets = [Ref(repository, type, 0), Ref(repository, type, 1)];
        await repository.Butler.IngestAsync([new("in.yaml", [datasets[0]]), new(outside, [datasets[1]])], new(), Token);
        var records = await repository.Butler.Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], Token);
        records[datasets[0].Id].Single().Path.ShouldBe("in.yaml");
        records[datasets[1].Id].Single().Path.ShouldBe("file://" + outside);
    }

    [Fact]
    public async Task One_file_may_hold_several_datasets()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var source = await repository.WriteOutsideAsync("many.yaml", "a: 1\n");
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        DatasetRef[] datasets = [Ref(repository, type, 0), Ref(repository, type, 1)];
        await repository.Butler.IngestAsync([new(source, datasets)], new() { Transfer = TransferMode.Copy }, Token);
        await repository.Butler.PruneDatasetsAsync([datasets[0]], new() { Purge = true }, Token);
        (await repository.Butler.GetAsync(datasets[1], cancellationToken: Token)).ShouldNotBeNull();
        await repository.Butler.PruneDatasetsAsync([datasets[1]], new() { Purge = true }, Token);
        repository.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TransferMode.Move)]
    [InlineData(TransferMode.None)]
    [InlineData(TransferMode.Auto)]
    public async Task The_repositorys_own_files_dont_become_a_datasets(TransferMode mode)
    {
        await using var repository = await SmallRepository.MakeAsync();
        (await Should.ThrowAsync<DatastoreException>(() => IngestAsync(repository, mode, Path.Combine(repository.Root, "butler.yaml")))).Message.ShouldContain("repository itself");
        File.Exists(Path.Combine(repository.Root, "butler.yaml")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_file_of_a_dataset_is_not_moved_away_from_it()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var first = await IngestAsync(repository, TransferMode.Copy, await repository.WriteOutsideAsync("a.yaml", "a: 1\n"));
        var file = Path.Combine(repository.Root, repository.Files().Single());
        (await Should.ThrowAsync<ConflictException>(() => IngestAsync(repository, TransferMode.Move, file, 1))).Message.ShouldContain(first.Id.ToString());
        repository.Files().ShouldBe([Path.GetRelativePath(repository.Root, file)]);
        await IngestAsync(repository, TransferMode.Copy, file, 1);
        repository.Files().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_path_of_a_dataset_is_not_taken_even_where_its_file_was_lost()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  templates:\n    default: \"{run:/}/{datasetType}_{instrument}_{detector}\"\n");
        var source = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        await IngestAsync(repository, TransferMode.Copy, source);
        File.Delete(Path.Combine(repository.Root, repository.Files().Single()));
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        // Another run, whose name makes the same folders.
        var other = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = 0 }, "u//new");
        (await Should.ThrowAsync<ConflictException>(() => repository.Butler.IngestAsync([new(source, [other])], new() { Transfer = TransferMode.Copy }, Token)))
            .Message.ShouldContain("would both be stored");
        repository.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_ingest_is_a_conflict_or_passed_over()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var source = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        var dataset = await IngestAsync(repository, TransferMode.Copy, source);
        await File.WriteAllTextAsync(source, "a: 22\n", Token);
        await Should.ThrowAsync<ConflictException>(() => repository.Butler.IngestAsync([new(source, [dataset])], new() { Transfer = TransferMode.Copy }, Token));
        await Should.ThrowAsync<ConflictException>(() => IngestAsync(repository, TransferMode.Copy, source));
        await repository.Butler.IngestAsync([new(source, [dataset])], new() { Transfer = TransferMode.Copy, SkipExisting = true }, Token);
        (await File.ReadAllTextAsync(Path.Combine(repository.Root, repository.Files().Single()), Token)).ShouldBe("a: 1\n");
    }

    [Fact]
    public async Task A_batch_with_a_bad_file_leaves_nothing()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var good = await repository.WriteOutsideAsync("a.yaml", "a: 1\n");
        var wrong = await repository.WriteOutsideAsync("a.fits", "");
        foreach (var bad in (string[])[repository.Outside("none.yaml"), wrong, repository.Root])
        {
            await Should.ThrowAsync<DatastoreException>(() => repository.Butler.IngestAsync(
                [new(good, [Ref(repository, type, 0)]), new(bad, [Ref(repository, type, 1)])], new() { Transfer = TransferMode.Move }, Token));
        }

        File.Exists(good).ShouldBeTrue();
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.Registry.Collections.FindAsync("u/new", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_sources_extension_is_kept_and_sizes_may_be_left_out()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("image", "ExposureF", "detector");
        var source = await repository.WriteOutsideAsync("a.fits.gz", "xx");
        var dataset = Ref(repository, type, 0);
        await repository.Butler.IngestAsync([new(source, [dataset])], new() { Transfer = TransferMode.Copy, RecordValidationInfo = false }, Token);
        repository.Files().ShouldBe(["u/new/image/image_Cam_D0_u_new.fits.gz"]);
        (await repository.Butler.Datastore.FindRecordsAsync([dataset.Id], Token))[dataset.Id].Single().FileSize.ShouldBe(-1);
    }

    [Fact]
    public async Task A_file_without_counterpart_is_kept_and_get_says_why()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("array", "NumpyArray", "detector");
        var source = await repository.WriteOutsideAsync("a.pickle", "xx");
        var dataset = Ref(repository, type, 0);
        await repository.Butler.IngestAsync([new(source, [dataset])], new() { Transfer = TransferMode.Copy }, Token);
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].HasFlag(DatasetExistence.Artifact).ShouldBeTrue();
        var retrieved = await repository.Butler.RetrieveArtifactsAsync([dataset], repository.Outside("copies"), new() { Transfer = TransferMode.Copy }, Token);
        (await File.ReadAllTextAsync(retrieved.Single(), Token)).ShouldBe("xx");
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(dataset, cancellationToken: Token))).Message.ShouldContain("pickle");
    }

    private static DatasetRef Ref(SmallRepository repository, DatasetType type, int detector) =>
        repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = detector }, "u/new");

    private static async Task<DatasetRef> IngestAsync(SmallRepository repository, TransferMode mode, string path, int detector = 0)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var dataset = Ref(repository, type, detector);
        await repository.Butler.IngestAsync([new(path, [dataset])], new() { Transfer = mode }, Token);
        return dataset;
    }
}

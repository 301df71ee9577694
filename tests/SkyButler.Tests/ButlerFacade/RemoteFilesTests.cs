using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Reading;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Images;
using SkyButler.Resources;
using SkyButler.Tests.Datastores.Cache;
using SkyButler.Transfers;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Repositories whose files lie elsewhere: what is fetched, what is kept, what is compared.</summary>
public sealed class RemoteFilesTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task An_image_is_fetched_once_and_its_cut_outs_come_from_the_copy()
    {
        await using var repository = await WithExposureAsync();
        var remote = await MoveFilesAsync(repository);
        await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token);
        var opened = remote.Opened;
        opened.ShouldBeGreaterThan(0);
        var part = (Exposure)await repository.Butler.GetAsync(
            "calexp", Detector0, parameters: new Dictionary<string, object> { ["bbox"] = Box2I.FromSize(1, 1, 2, 2) }, cancellationToken: Token);
        part.Box.ShouldBe(Box2I.FromSize(1, 1, 2, 2));
        await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token);
        remote.Opened.ShouldBe(opened);
    }

    [Fact]
    public async Task What_is_stored_anew_is_not_answered_from_the_old_copy()
    {
        await using var repository = await WithExposureAsync();
        var remote = await MoveFilesAsync(repository, "u/run");
        var dataset = (await repository.Butler.FindDatasetAsync("calexp", Detector0, cancellationToken: Token))!;
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7].ShouldBe(3.5f);
        // The store of this test takes no copies.
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true, Keeping = RemovalKeeping.ForGood }, Token);
        var other = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        other.Image.Pixels[7] = 7;
        await repository.Butler.PutAsync([(other, dataset)], Token);
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7].ShouldBe(7);
        remote.Opened.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_handle_reads_when_it_is_asked_in_whole_or_in_part()
    {
        await using var repository = await WithExposureAsync();
        var handle = await repository.Butler.GetDeferredAsync("calexp", Detector0, cancellationToken: Token);
        ((Image<float>)await handle.GetAsync("image", cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
        (await handle.GetAsync("mask", cancellationToken: Token)).ShouldBeOfType<Mask>();
        ((Exposure)await handle.GetAsync(parameters: new Dictionary<string, object> { ["bbox"] = Box2I.FromSize(1, 1, 2, 2) }, cancellationToken: Token))
            .Box.ShouldBe(Box2I.FromSize(1, 1, 2, 2));
        (await Should.ThrowAsync<DatasetTypeException>(() => handle.GetAsync("imag", cancellationToken: Token))).Message.ShouldContain("Did you mean 'image'?");
        await Should.ThrowAsync<DatasetTypeException>(() => handle.GetAsync(storageClass: "int", cancellationToken: Token));
        await Should.ThrowAsync<DatasetNotFoundException>(
            () => repository.Butler.GetDeferredAsync("calexp", new() { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token));
    }

    [Fact]
    public async Task A_flipped_byte_is_noticed_when_contents_are_compared()
    {
        await using var repository = await WithExposureAsync("datastore:\n  checksum: true\n  verify_checksum: true\n");
        var dataset = await repository.Butler.FindDatasetAsync("calexp", Detector0, cancellationToken: Token);
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        var store = (FileDatastore)repository.Butler.Datastore;
        (await store.VerifyAllAsync(VerificationDepth.Contents, Token).ToListAsync(Token)).ShouldBeEmpty();
        var file = Path.Combine(repository.Root, repository.Files().Single());
        var bytes = await File.ReadAllBytesAsync(file, Token);
        bytes[^2000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Token);
        (await store.VerifyAllAsync(VerificationDepth.Sizes, Token).ToListAsync(Token)).ShouldBeEmpty();
        var damage = (await store.VerifyAsync([dataset!.Id], VerificationDepth.Contents, Token).ToListAsync(Token)).ShouldHaveSingleItem();
        (damage.DatasetId, damage.Kind, damage.File.LocalPath).ShouldBe((dataset.Id, FileDamageKind.Checksum, file));
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(dataset, cancellationToken: Token))).Message.ShouldContain("checksum");
        await File.WriteAllBytesAsync(file, bytes[..^1], Token);
        (await store.VerifyAllAsync(VerificationDepth.Contents, Token).ToListAsync(Token)).ShouldHaveSingleItem().Kind.ShouldBe(FileDamageKind.Size);
        File.Delete(file);
        (await store.VerifyAllAsync(VerificationDepth.Sizes, Token).ToListAsync(Token)).ShouldHaveSingleItem().Kind.ShouldBe(FileDamageKind.Missing);
    }

    [Fact]
    public async Task A_dataset_in_several_files_has_no_single_place()
    {
        await using var repository = await WithExposureAsync("datastore:\n  composites:\n    disassembled:\n      ExposureF: true\n");
        var dataset = (await repository.Butler.FindDatasetAsync("calexp", Detector0, cancellationToken: Token))!;
        await Should.ThrowAsync<ButlerException>(() => repository.Butler.GetUriAsync(dataset, Token));
        (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id].Select(u => u.Component).ShouldBe(["image", "mask", "metadata", "variance"], ignoreOrder: true);
        ((Image<float>)await repository.Butler.GetDeferred(dataset).GetAsync("image", cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
    }

    private static async Task<SmallRepository> WithExposureAsync(string seed = "")
    {
        var repository = await SmallRepository.MakeAsync(seed);
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        exposure.Image.Pixels[7] = 3.5f;
        await repository.Butler.PutAsync(exposure, "calexp", Detector0, cancellationToken: Token);
        return repository;
    }

    // The files go to another place, and the repository is opened with that for its root.
    private static async Task<CountingStore> MoveFilesAsync(SmallRepository repository, string? run = null)
    {
        var remote = new CountingStore();
        foreach (var file in repository.Files())
        {
            await remote.WriteAsync(ResourcePath.ParseStored("mem://store/").Join(file), await File.ReadAllBytesAsync(Path.Combine(repository.Root, file), Token));
            File.Delete(Path.Combine(repository.Root, file));
        }

        var config = Path.Combine(repository.Root, "butler.yaml");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, Token)).Replace("root: <butlerRoot>", "root: mem://store/\n  name: FileDatastore@<butlerRoot>", StringComparison.Ordinal), Token);
        await repository.ReopenAsync((run is null ? SmallRepository.ReadOnly("u/run") : new() { Run = run }) with { Stores = PackagedDefaults.Stores.With("mem", remote) });
        return remote;
    }
}

using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Images;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>What every datastore does for those who read, seen through a butler that has it.</summary>
public abstract class ReadableDatastoreContract
{
    private protected static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private protected static CancellationToken Token => SmallRepository.Token;

    /// <summary>Whether there are files, which can be had as such.</summary>
    private protected virtual bool HasFiles => true;

    [Fact]
    public async Task What_is_stored_is_got_by_reference_by_name_and_by_component()
    {
        await using var repository = await MakeFilledAsync();
        var dataset = await FindAsync(repository, "calexp");
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7].ShouldBe(3.5f);
        ((Exposure)await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token)).Image.Pixels[7].ShouldBe(3.5f);
        ((Image<float>)await repository.Butler.GetAsync("calexp.image", Detector0, cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
        ((Image<float>)await repository.Butler.GetDeferred(dataset).GetAsync("image", cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
        (await repository.Butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact);
        foreach (var uri in (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id])
            uri.Uri.Fragment.ShouldNotBe("predicted");
    }

    [Fact]
    public async Task Who_changes_what_he_got_does_not_change_what_is_stored()
    {
        await using var repository = await MakeFilledAsync();
        var dataset = await FindAsync(repository, "calexp");
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7] = -1;
        ((Exposure)await repository.Butler.GetAsync(dataset, cancellationToken: Token)).Image.Pixels[7].ShouldBe(3.5f);
        var info = await FindAsync(repository, "info");
        ((List<object?>)((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(info, cancellationToken: Token))["list"]!).Add(2L);
        ((List<object?>)((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(info, cancellationToken: Token))["list"]!).ShouldBe([1L]);
    }

    [Fact]
    public async Task A_part_of_an_image_can_be_asked_for()
    {
        Assert.SkipUnless(HasFiles, "what is in memory is got as a whole");
        await using var repository = await MakeFilledAsync();
        var parameters = new Dictionary<string, object> { ["bbox"] = Box2I.FromSize(1, 1, 2, 2) };
        ((Image<float>)await repository.Butler.GetAsync("calexp.image", Detector0, parameters: parameters, cancellationToken: Token)).Box.ShouldBe(Box2I.FromSize(1, 1, 2, 2));
    }

    [Fact]
    public async Task Files_can_be_had_as_they_are()
    {
        Assert.SkipUnless(HasFiles, "this datastore keeps no files");
        await using var repository = await MakeFilledAsync();
        var info = await FindAsync(repository, "info");
        var copies = await repository.Butler.RetrieveArtifactsAsync([info], repository.Outside("copies") + "/", new() { Transfer = TransferMode.Copy }, Token);
        (await File.ReadAllTextAsync(copies.ShouldHaveSingleItem(), Token)).ShouldContain("list");
    }

    /// <summary>A repository with a picture and an info of the first detector.</summary>
    private protected abstract Task<SmallRepository> MakeFilledAsync();

    private protected static Exposure Picture()
    {
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        exposure.Image.Pixels[7] = 3.5f;
        return exposure;
    }

    private protected static async Task FillAsync(SmallRepository repository)
    {
        var given = Picture();
        await repository.Butler.PutAsync(given, "calexp", Detector0, cancellationToken: Token);
        // What is stored is what was given, not the object.
        given.Image.Pixels[7] = 0;
        await repository.Butler.PutAsync(new Dictionary<string, object?> { ["list"] = new List<object?> { 1L } }, "info", Detector0, cancellationToken: Token);
    }

    private protected static async Task<DatasetRef> FindAsync(SmallRepository repository, string type) =>
        (await repository.Butler.FindDatasetAsync(type, Detector0, cancellationToken: Token)).ShouldNotBeNull();
}

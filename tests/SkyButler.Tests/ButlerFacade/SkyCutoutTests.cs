using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Parts of images around a place on the sky.</summary>
public sealed class SkyCutoutTests
{
    private const double Scale = 0.2 / 3600;
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_circle_gives_the_box_around_it_in_every_component()
    {
        await using var repository = await MakeAsync();
        var position = Wcs().PixelToSky(130, 260);

        var part = (Exposure)await GetAsync(repository, "calexp", position, 10.2 * Scale);
        part.Box.ShouldBe(new Box2I(120, 250, 140, 270));
        part.Image[130, 260].ShouldBe(130 + (1000 * 260));
        ((Image<float>)await GetAsync(repository, "calexp.image", position, 10.2 * Scale)).Box.ShouldBe(part.Box);
        ((Box2I)await GetAsync(repository, "calexp.bbox", position, 0.0)).ShouldBe(new Box2I(130, 260, 130, 260));
        var at = new SkyWcs(part.Wcs!, part.Box.MinX, part.Box.MinY).PixelToSky(130, 260);
        at.SeparationFrom(position).ShouldBeLessThan(1e-10);
    }

    [Fact]
    public async Task A_circle_over_the_edge_gives_what_there_is_and_one_beside_it_an_error()
    {
        await using var repository = await MakeAsync();
        ((Exposure)await GetAsync(repository, "calexp", Wcs().PixelToSky(100, 200), 5.2 * Scale)).Box.ShouldBe(new Box2I(100, 200, 105, 205));
        ((Exposure)await GetAsync(repository, "calexp", Wcs().PixelToSky(150, 250), 60)).Box.ShouldBe(Box2I.FromSize(100, 200, 100, 100));
        foreach (var place in new[] { Wcs().PixelToSky(300, 250), new SkyPosition(330, -40) })
            (await Should.ThrowAsync<DatastoreException>(() => GetAsync(repository, "calexp", place, Scale))).Message.ShouldContain("No pixel lies within");
    }

    [Fact]
    public async Task What_is_no_circle_is_told()
    {
        await using var repository = await MakeAsync();
        (await ErrorAsync(repository, new() { ["ra"] = 150.0 })).ShouldContain("'dec' is missing");
        (await ErrorAsync(repository, new() { ["ra"] = 150.0, ["dec"] = "2", ["radius"] = 1 })).ShouldContain("takes a number of degrees");
        (await ErrorAsync(repository, new() { ["ra"] = 150.0, ["dec"] = 2, ["radius"] = -1 })).ShouldContain("0 to 90 degrees");
        (await ErrorAsync(repository, new() { ["ra"] = 150.0, ["dec"] = 2, ["radius"] = 1, ["bbox"] = Box2I.FromSize(0, 0, 1, 1) })).ShouldContain("not by both");
        (await ErrorAsync(repository, new() { ["radios"] = 1 })).ShouldContain("Did you mean 'radius'?");
    }

    private static async Task<string> ErrorAsync(SmallRepository repository, Dictionary<string, object> parameters) =>
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync("calexp", Detector0, parameters: parameters, cancellationToken: Token))).Message;

    private static Task<object> GetAsync(SmallRepository repository, string what, SkyPosition position, double radius) => repository.Butler.GetAsync(
        what, Detector0, parameters: new Dictionary<string, object> { ["ra"] = position.Longitude, ["dec"] = position.Latitude, ["radius"] = radius }, cancellationToken: Token);

    private static async Task<SmallRepository> MakeAsync()
    {
        var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(100, 200, 100, 100))) { Wcs = Wcs().Cards };
        for (var y = 0; y < 100; y++)
            for (var x = 0; x < 100; x++)
                exposure.Image.Row(y)[x] = 100 + x + (1000 * (200 + y));
        await repository.Butler.PutAsync(exposure, "calexp", Detector0, cancellationToken: Token);
        return repository;
    }

    // Near the pole, where right ascensions run fast.
    private static SkyWcs Wcs() => new(
        new FitsHeader(
        [
            FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("RADESYS", "ICRS"), FitsCard.Of("CRVAL1", 150.0), FitsCard.Of("CRVAL2", 89.99),
            FitsCard.Of("CRPIX1", 51.0), FitsCard.Of("CRPIX2", 51.0), FitsCard.Of("CD1_1", -Scale), FitsCard.Of("CD1_2", 0.0), FitsCard.Of("CD2_1", 0.0), FitsCard.Of("CD2_2", Scale),
        ]), 100, 200);
}

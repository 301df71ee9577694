using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Hdus;
using SkyButler.Imaging.Images;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Data and lists of HDUs under the names of a configuration that was written for the original.</summary>
public sealed class CcdDataTests
{
    // The names are those of SPHEREx; the components are an addition.
    private const string Seed =
        """
        storageClasses:
          MyImage: {pytype: astropy.io.fits.HDUList}
          CCDData:
            pytype: astropy.nddata.CCDData
            derivedComponents: {data: NumpyArray, mask: NumpyArray, uncertainty: NumpyArray, flags: NumpyArray, wcs: Wcs, meta: PropertyList}
        datastore:
          formatters:
            MyImage: spherex.formatters.AstropyImageFormatter
            CCDData: spherex.formatters.CCDDataFormatter
        skybutler:
          formatters:
            spherex.formatters.AstropyImageFormatter: HduListFormatter
            spherex.formatters.CCDDataFormatter: CcdDataFormatter
        """;

    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task Data_come_back_whole_and_by_components()
    {
        await using var repository = await SmallRepository.MakeAsync(Seed);
        await repository.RegisterAsync("ccd", "CCDData", "detector");
        var given = new CcdData(
            new Image<float>(Box2I.FromSize(0, 0, 2, 1), [1.5f, -2]),
            new Image<byte>(Box2I.FromSize(0, 0, 2, 1), [0, 1]),
            new CcdUncertainty(CcdUncertaintyKind.Variance, new Image<float>(Box2I.FromSize(0, 0, 2, 1), [4, 9])))
        {
            Unit = "electron",
            Metadata = new FitsHeader([FitsCard.Of("OBSERVER", "Ada")]),
        };

        var dataset = await repository.Butler.PutAsync(given, "ccd", Detector0, cancellationToken: Token);

        var read = (CcdData)await GetAsync(repository, "ccd");
        ((Image<float>)read.Data).Pixels.ShouldBe([1.5f, -2]);
        (read.Unit, read.Flags).ShouldBe(("electron", null));
        ((Image<byte>)await GetAsync(repository, "ccd.mask")).Pixels.ShouldBe([0, 1]);
        var uncertainty = (CcdUncertainty)await GetAsync(repository, "ccd.uncertainty");
        (uncertainty.Kind, uncertainty.Values.As<float>().Pixels[1]).ShouldBe((CcdUncertaintyKind.Variance, 9f));
        var meta = (FitsHeader)await GetAsync(repository, "ccd.meta");
        meta.GetString("OBSERVER").ShouldBe("Ada");
        meta.GetString("LSST BUTLER ID").ShouldBe(dataset.Id.ToString());
        (await Should.ThrowAsync<DatastoreException>(() => GetAsync(repository, "ccd.flags"))).Message.ShouldContain("carry no flags");
    }

    [Fact]
    public async Task Lists_of_HDUs_are_stored_as_they_came()
    {
        await using var repository = await SmallRepository.MakeAsync(Seed);
        await repository.RegisterAsync("hdus", "MyImage", "detector");
        var given = await HduList.MakeAsync(writer => writer.WriteImageAsync(new Image<short>(4, 3), [FitsCard.Of("OBJECT", "M31")], null, Token), Token);

        await repository.Butler.PutAsync(given, "hdus", Detector0, cancellationToken: Token);

        using var stream = new MemoryStream();
        await given.WriteAsync(new FitsWriter(stream), Token);
        var stored = Path.Combine(repository.Root, repository.Files().Single());
        (await File.ReadAllBytesAsync(stored, Token)).AsSpan().SequenceEqual(stream.ToArray()).ShouldBeTrue();
        ((HduList)await GetAsync(repository, "hdus"))[0].Header.GetString("OBJECT").ShouldBe("M31");
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync("text", "hdus", new DataId { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token))).Message.ShouldContain("needs HDUList");
    }

    private static Task<object> GetAsync(SmallRepository repository, string name) => repository.Butler.GetAsync(name, Detector0, cancellationToken: Token);
}

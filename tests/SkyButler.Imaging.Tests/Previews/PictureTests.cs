using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Previews;
using SkyButler.Imaging.Previews.Colors;
using SkyButler.Imaging.Previews.Scenes;
using SkyButler.Imaging.Previews.Terminals;
using SkyButler.Imaging.Raws;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tests.Interchange;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Previews;

/// <summary>Pictures that a person has looked at.</summary>
public sealed class PictureTests
{
    private const string Raw = "obs_lsst/e2v_spot.fits.gz";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grey", ColorMap.Grey, PreviewStretch.Linear)]
    [InlineData("inverted", ColorMap.Inverted, PreviewStretch.Asinh)]
    [InlineData("viridis", ColorMap.Viridis, PreviewStretch.Asinh)]
    [InlineData("heat", ColorMap.Heat, PreviewStretch.Log)]
    [InlineData("cool", ColorMap.Cool, PreviewStretch.Asinh)]
    public Task Stars_in_each_color_map(string name, ColorMap map, PreviewStretch stretch)
    {
        var image = SampleExposures.Everything().Image;
        image.Fill(Box2I.FromSize(image.X0 + 90, image.Y0 + 85, 20, 10), float.NaN);
        return ApprovedPicture.CompareAsync(
            Preview.Render(image, new PreviewOptions { Map = map, Stretch = stretch, Limits = stretch == PreviewStretch.Linear ? PreviewLimits.ZScale : PreviewLimits.Percentile }), "stars-" + name);
    }

    [Fact]
    public Task The_planes_of_a_mask_lie_over_the_image() => ApprovedPicture.CompareAsync(
        Preview.Render(Viewable.SceneOf(SampleExposures.Everything()) with { ShownPlanes = ["all"] }), "stars-mask");

    [Fact]
    public async Task North_is_up_and_sources_of_a_catalogue_are_circled_where_they_are()
    {
        var exposure = SampleExposures.Everything();
        using var wcs = SkyWcs.Find(exposure.Wcs!, exposure.Box.MinX, exposure.Box.MinY)!;
        var places = SampleExposures.Stars.Select(star => wcs.PixelToSky(star.X + exposure.Box.MinX, star.Y + exposure.Box.MinY)).ToList();
        var catalog = new Table(
        [
            new Column<double>("coord_ra", places.Select(place => place.Longitude * Math.PI / 180).ToArray(), "rad"),
            new Column<double>("coord_dec", places.Select(place => place.Latitude * Math.PI / 180).ToArray(), "rad"),
        ]);
        var marks = SourcePlaces.Of(catalog, wcs, exposure.Box);
        for (int i = 0; i < marks.Count; i++)
            marks[i].X.ShouldBe(SampleExposures.Stars[i].X + exposure.Box.MinX, 1e-6);

        var picture = Preview.Render(Viewable.SceneOf(exposure) with { Marks = marks }, new PreviewOptions { Up = PreviewUp.North, Stretch = PreviewStretch.Asinh });

        await ApprovedPicture.CompareAsync(picture, "stars-north");
    }

    [Fact]
    public Task Three_bands_make_colors()
    {
        Image<float>[] bands = [.. Enumerable.Range(0, 3).Select(band =>
        {
            // Each star is bright in one band, the last in all.
            var image = TestImages.Sky<float>(128, 104, level: 100, noise: 4, seed: band);
            for (int star = 0; star < SampleExposures.Stars.Count; star++)
            {
                var (x, y, flux) = SampleExposures.Stars[star];
                SampleExposures.AddStar(image, x, y, star == 5 || star % 3 == band ? flux : flux / 6);
            }

            return image;
        })];
        return ApprovedPicture.CompareAsync(
            Preview.RenderColor(new(bands[0]), new(bands[1]), new(bands[2]), new PreviewOptions { Stretch = PreviewStretch.Asinh, Limits = PreviewLimits.Percentile }), "stars-color");
    }

    [Fact]
    public async Task A_raw_assembled_and_the_same_without_its_overscan()
    {
        await using var file = await FitsFile.OpenAsync(SharedFiles.Data(Raw), cancellationToken: Cancel);
        var raw = await RawReader.ReadAsync(file, cancellationToken: Cancel);
        await ApprovedPicture.CompareAsync(Preview.Render(RawAssembler.Assemble(raw), new PreviewOptions { MaxSize = 256 }), "raw");
        var corrected = RawAssembler.Assemble(raw.DetectorBox, [.. raw.Amplifiers.Select(amplifier => (Corrected(amplifier), amplifier.Placement))]);
        await ApprovedPicture.CompareAsync(Preview.Render(corrected, new PreviewOptions { MaxSize = 256 }), "raw-corrected");
    }

    [Fact]
    public async Task The_calexp_plain_with_its_mask_and_turned()
    {
        var scene = Viewable.SceneOf(await ExposureReader.ReadAsync(SharedFiles.Data("obs_base/calexp.fits"), cancellationToken: Cancel));
        await ApprovedPicture.CompareAsync(Preview.Render(scene), "calexp");
        await ApprovedPicture.CompareAsync(Preview.Render(scene with { ShownPlanes = ["all"] }), "calexp-mask");
        await ApprovedPicture.CompareAsync(Preview.Render(scene, new PreviewOptions { Up = PreviewUp.North, Map = ColorMap.Heat }), "calexp-north");
    }

    private static Image<float> Corrected(RawAmplifier amplifier)
    {
        var pixels = amplifier.Pixels.As<float>();
        Overscan.Subtract(pixels, Overscan.Level(pixels, amplifier.SerialOverscanBox));
        return pixels.Cutout(amplifier.DataBox);
    }

    // What is east and north of the centre, by number: pixels count up along the axis whose sky direction the WCS says.
    [Theory]
    [InlineData(-1, 0, 0, 1, new[] { 3, 4, 5, 0, 1, 2 }, 3)]
    [InlineData(1, 0, 0, 1, new[] { 5, 4, 3, 2, 1, 0 }, 3)]
    [InlineData(0, 1, 1, 0, new[] { 5, 2, 4, 1, 3, 0 }, 2)]
    [InlineData(0, -1, 1, 0, new[] { 2, 5, 1, 4, 0, 3 }, 2)]
    public void North_is_up_and_east_on_the_left_whichever_way_the_detector_lies(int cd11, int cd12, int cd21, int cd22, int[] expected, int width)
    {
        var wcs = new FitsHeader();
        foreach (var (keyword, value) in new (string, object)[]
            { ("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CRPIX1", 2.0), ("CRPIX2", 1.5), ("CRVAL1", 10.0), ("CRVAL2", 0.0), ("CD1_1", cd11 * 1e-4), ("CD1_2", cd12 * 1e-4), ("CD2_1", cd21 * 1e-4), ("CD2_2", cd22 * 1e-4) })
            wcs.Set(keyword, value);
        var image = new Image<float>(Box2I.FromSize(0, 0, 3, 2), [0, 1, 2, 3, 4, 5]);

        var picture = Preview.Render(new Scene(image) { Wcs = wcs }, new PreviewOptions { Up = PreviewUp.North, Limits = PreviewLimits.MinMax });

        picture.Width.ShouldBe(width);
        picture.Pixels.Select(pixel => pixel / 51).ShouldBe(expected);
    }

    [Fact]
    public async Task Terminals_get_the_picture_in_their_own_way()
    {
        var picture = new Picture(2, 3, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 255, 0]);
        (await TerminalPicture.EncodeAsync(picture, TerminalProtocol.Kitty, Cancel)).ShouldStartWith("\u001b_Gf=100,a=T,m=0;iVBORw0KGgo");
        (await TerminalPicture.EncodeAsync(picture, TerminalProtocol.Iterm, Cancel)).ShouldMatch("^\u001b\\]1337;File=inline=1;size=[0-9]+:iVBORw0KGgo.*\a\n$");
        (await TerminalPicture.EncodeAsync(picture, TerminalProtocol.Blocks, Cancel)).ShouldBe(
            "\u001b[38;2;255;0;0;48;2;0;0;255m\u2580\u001b[38;2;0;255;0;48;2;255;255;255m\u2580\u001b[0m\n\u001b[38;2;0;0;0m\u2580\u001b[38;2;255;255;0m\u2580\u001b[0m\n");
        string sixels = await TerminalPicture.EncodeAsync(picture, TerminalProtocol.Sixel, Cancel);
        sixels.ShouldStartWith("\u001bPq\"1;1;2;3#0;2;0;0;0");
        // Red is in the first row of the first column: the lowest bit of its sixel.
        sixels.ShouldContain("#180@?$");
        sixels.ShouldEndWith("-\u001b\\\n");
    }
}

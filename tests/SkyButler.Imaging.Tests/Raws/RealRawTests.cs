using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Raws;

public sealed class RealRawTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_e2v_spot_assembles_exactly_by_its_headers_alone()
    {
        var raw = await RawReader.ReadAsync(SharedFiles.Data("obs_lsst/e2v_spot.fits.gz"), null, Cancel);

        var image = RawAssembler.Assemble(raw);

        image.PixelType.ShouldBe(PixelType.Int32);
        image.Box.ShouldBe(new Box2I(0, 0, 4095, 4003));
        image.ShouldHavePixelsOf(await ExpectedSpotAsync());
        raw.Amplifiers[0].DataBox.ShouldBe(new Box2I(10, 0, 521, 2001));
        raw.Amplifiers[0].SerialOverscanBox.ShouldBe(new Box2I(522, 0, 575, 2001));
        raw.Amplifiers[0].ParallelOverscanBox.ShouldBe(new Box2I(10, 2002, 521, 2047));
        raw.Amplifiers[0].PrescanBox.ShouldBe(new Box2I(0, 0, 9, 2001));
    }

    [Fact]
    public async Task The_e2v_spot_assembles_exactly_by_its_detectors_geometry()
    {
        var camera = await CameraReader.ReadAsync(SharedFiles.Data("obs_lsst/e2v_detector.fits"), Cancel);

        var raw = await RawReader.ReadAsync(SharedFiles.Data("obs_lsst/e2v_spot.fits.gz"), camera.Detectors.Single(), Cancel);

        raw.Amplifiers.Select(amplifier => amplifier.Name).Take(2).ShouldBe(["C10", "C11"]);
        RawAssembler.Assemble(raw).ShouldHavePixelsOf(await ExpectedSpotAsync());
    }

    [Fact]
    public async Task The_imsim_raw_has_the_regions_and_mirroring_of_its_camera()
    {
        var camera = await CameraReader.ReadAsync(
            SharedFiles.Golden("rubin-imsim/LSSTCam-imSim/calib/unbounded/camera/camera_LSSTCam-imSim_LSSTCam-imSim_calib_unbounded.fits"), Cancel);
        string path = SharedFiles.Golden("rubin-imsim/raw/204595/R11/00204595-R11-S20-det042.fits");

        var byHeaders = await RawReader.ReadAsync(path, null, Cancel);
        var byCamera = await RawReader.ReadAsync(path, camera[42], Cancel);

        byCamera.DetectorBox.ShouldBe(new Box2I(0, 0, 4071, 3999));
        byCamera.Amplifiers.Select(amplifier => amplifier.Name).ShouldBe(
            ["C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C07", "C06", "C05", "C04", "C03", "C02", "C01", "C00"]);
        byCamera.Amplifiers.Select(amplifier => amplifier.Placement).ShouldBe(byHeaders.Amplifiers.Select(amplifier => amplifier.Placement));
        byCamera.Amplifiers[0].Placement.ShouldBe(new AmplifierPlacement(new Box2I(0, 0, 508, 1999), FlipX: true, FlipY: false));
        byCamera.Amplifiers[8].Placement.ShouldBe(new AmplifierPlacement(new Box2I(3563, 2000, 4071, 3999), FlipX: true, FlipY: true));
        foreach (var amplifier in byCamera.Amplifiers)
        {
            amplifier.Pixels.PixelType.ShouldBe(PixelType.Int32);
            amplifier.DataBox.ShouldBe(new Box2I(3, 0, 511, 1999));
            amplifier.SerialOverscanBox.ShouldBe(new Box2I(512, 0, 543, 1999));
            amplifier.ParallelOverscanBox.ShouldBe(new Box2I(3, 2000, 511, 2047));
            amplifier.PrescanBox.ShouldBe(new Box2I(0, 0, 2, 1999));
            (amplifier.Gain, amplifier.ReadNoise).ShouldBe((0.7, 7.0));
        }
    }

    [Fact]
    public async Task The_comcam_headers_place_amplifiers_as_its_camera_does_though_overscan_sizes_differ()
    {
        var camera = await CameraReader.ReadAsync(
            SharedFiles.Golden("rubin-comCam/LSSTComCam/calib/unbounded/camera/camera_LSSTComCam_LSSTComCam_calib_unbounded.fits"), Cancel);
        string path = SharedFiles.Golden("rubin-comCam/raw/2019-05-30/3019053000001/3019053000001-R22-S00-det000.fits");

        var byHeaders = await RawReader.ReadAsync(path, null, Cancel);
        var byCamera = await RawReader.ReadAsync(path, camera[0], Cancel);

        byHeaders.Amplifiers.Count.ShouldBe(16);
        byHeaders.Amplifiers.Select(amplifier => amplifier.Placement).ShouldBe(byCamera.Amplifiers.Select(amplifier => amplifier.Placement));
        byHeaders.Amplifiers[0].Placement.ShouldBe(new AmplifierPlacement(new Box2I(0, 2000, 508, 3999), FlipX: true, FlipY: true));
        byCamera.Amplifiers[0].SerialOverscanBox.ShouldBe(new Box2I(512, 0, 575, 1999));
    }

    [Fact]
    public async Task The_phosim_raw_is_unsigned_and_says_its_gains()
    {
        var raw = await RawReader.ReadAsync(SharedFiles.Golden("rubin-phosim/raw/204595/R11/00204595-R11-S20-det042.fits"), null, Cancel);

        raw.Amplifiers.Count.ShouldBe(16);
        raw.Amplifiers[0].Pixels.PixelType.ShouldBe(PixelType.UInt32);
        raw.Amplifiers[0].Pixels.Box.ShouldBe(new Box2I(0, 0, 521, 2009));
        raw.Amplifiers[0].Gain.ShouldBe(1.73475);
        RawAssembler.Assemble(raw).PixelType.ShouldBe(PixelType.UInt32);
    }

    private static async Task<Image> ExpectedSpotAsync()
    {
        await using var file = await FitsFile.OpenAsync(SharedFiles.Data("obs_lsst/e2v_expected_assembled.fits.gz"), cancellationToken: Cancel);
        return await file.Primary.ReadImageAsync(cancellationToken: Cancel);
    }
}

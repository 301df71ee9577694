using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Cameras;

public sealed class CameraTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_imsim_camera_has_its_detectors_and_amplifiers()
    {
        var camera = await CameraReader.ReadAsync(
            SharedFiles.Golden("rubin-imsim/LSSTCam-imSim/calib/unbounded/camera/camera_LSSTCam-imSim_LSSTCam-imSim_calib_unbounded.fits"), Cancel);

        camera.Name.ShouldBe("LSSTCam-imSim");
        camera.Detectors.Count.ShouldBe(189);
        var detector = camera[42];
        camera["R11_S20"].ShouldBeSameAs(detector);
        (detector.Name, detector.Serial, detector.Type).ShouldBe(("R11_S20", "ITL-3800C-102-Dev", DetectorType.Science));
        detector.Box.ShouldBe(new Box2I(0, 0, 4071, 3999));
        detector.PixelSize.ShouldBe((0.01, 0.01));
        detector.Amplifiers.Count.ShouldBe(16);
        detector.Amplifiers.ShouldAllBe(amplifier => amplifier.Gain == 0.7 && amplifier.ReadNoise == 7.0 && amplifier.Saturation == 142857);
        var c10 = detector.Amplifier("C10");
        (c10.Box, c10.RawFlipX, c10.RawFlipY).ShouldBe((new Box2I(0, 0, 508, 1999), true, false));
        (c10.RawBox, c10.RawDataBox).ShouldBe((new Box2I(0, 0, 543, 2047), new Box2I(3, 0, 511, 1999)));
        c10.RawSerialOverscanBox.ShouldBe(new Box2I(512, 0, 543, 1999));
        c10.RawParallelOverscanBox.ShouldBe(new Box2I(3, 2000, 511, 2047));
        c10.LinearityType.ShouldBe("PROPORTIONAL");
        detector.Amplifier("C07").RawFlipY.ShouldBeTrue();
    }

    [Theory]
    [InlineData("rubin-comCam/LSSTComCam/calib/unbounded/camera/camera_LSSTComCam_LSSTComCam_calib_unbounded.fits", "LSSTComCam", 9)]
    [InlineData("rubin-phosim/LSSTCam-PhoSim/calib/unbounded/camera/camera_LSSTCam-PhoSim_LSSTCam-PhoSim_calib_unbounded.fits", "LSSTCam-PhoSim", 201)]
    public async Task Other_cameras_are_read_too(string path, string name, int detectors)
    {
        var camera = await CameraReader.ReadAsync(SharedFiles.Golden(path), Cancel);

        (camera.Name, camera.Detectors.Count).ShouldBe((name, detectors));
        camera.Detectors.ShouldAllBe(detector => detector.Amplifiers.Count > 0 && detector.Amplifiers.All(amplifier => amplifier.Gain > 0));
    }

    [Fact]
    public async Task A_single_detector_makes_a_camera_of_one()
    {
        var camera = await CameraReader.ReadAsync(SharedFiles.Data("obs_lsst/e2v_detector.fits"), Cancel);

        var detector = camera.Detectors.Single();
        (detector.Name, detector.Serial, detector.PhysicalType).ShouldBe(("R22_S11", "E2V-CCD250-382", "E2V"));
        detector.Amplifier("C10").Gain.ShouldBe(1.03302);
        detector.Amplifier("C10").Box.ShouldBe(new Box2I(0, 2002, 511, 4003));
    }

    [Fact]
    public async Task Exposures_carry_the_detector_that_took_them()
    {
        await using var bias = await SkyButler.Imaging.Exposures.ExposureReader.OpenAsync(
            SharedFiles.Golden("rubin-imsim/CALIB/bias/2022-01-01/bias-R11-S20-det042_2022-01-01.fits"), Cancel);
        await using var calexp = await SkyButler.Imaging.Exposures.ExposureReader.OpenAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);

        var ofBias = await bias.ReadDetectorAsync(Cancel);
        var ofCalexp = await calexp.ReadDetectorAsync(Cancel);

        (ofBias!.Id, ofBias.Name, ofBias.Amplifiers.Count).ShouldBe((42, "R11_S20", 16));
        ofBias.Amplifiers[0].Name.ShouldBe("C10");
        (ofCalexp!.Name, ofCalexp.Serial, ofCalexp.Amplifiers.Count).ShouldBe(("1_42", "4", 4));
    }

    [Fact]
    public async Task Unknown_detectors_and_files_without_a_camera_are_said_in_words()
    {
        var camera = await CameraReader.ReadAsync(SharedFiles.Data("obs_lsst/e2v_detector.fits"), Cancel);

        Should.Throw<ImagingException>(() => camera["R22_S12"]).Message.ShouldContain("did you mean 'R22_S11'");
        Should.Throw<ImagingException>(() => camera[7]).Message.ShouldContain("has no detector 7");
        (await Should.ThrowAsync<ImagingException>(() => CameraReader.ReadAsync(SharedFiles.Data("sep/image.fits"), Cancel)))
            .Message.ShouldContain("no camera here");
    }
}

using SkyButler.Imaging.Cameras;
using SkyButler.Instruments.Cameras;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Cameras;

public sealed class CameraGeometryTests
{
    private const double Arcsecond = Math.PI / 648_000;

    private const string Description =
        """
        name: MyCam
        camera: {plate_scale: 20, size: [100, 200], pixel_size: 0.01, distortion: [0, 1, 0, 0.001]}
        detectors:
          - {id: 0, full_name: A, position: [0, 0]}
          - {id: 1, full_name: B, position: [10, 0], rotation: 90, pixel_size: [0.02, 0.01]}
          - {id: 2, full_name: G, purpose: GUIDER}
        """;

    [Fact]
    public void Corners_follow_from_position_rotation_size_and_scale()
    {
        var geometry = InstrumentDescription.Parse(Description).Geometry!;
        geometry.Camera.Detectors.Select(detector => detector.Name).ShouldBe(["A", "B"]);

        // Half of 100 pixels of 10 micrometres, half of 200; distorted by a thousandth of the cube.
        var corner = geometry.Corners(geometry.Camera[0], 0)[0];
        var radius = Math.Sqrt(0.25 + 1);
        corner.X.ShouldBe(-0.5 * 20 * Arcsecond * (1 + (0.001 * radius * radius)), 1e-15);
        corner.Y.ShouldBe(-1.0 * 20 * Arcsecond * (1 + (0.001 * radius * radius)), 1e-15);

        // A quarter turn takes x to y; the pixel is twice as wide.
        var (x, y) = CameraGeometry.ToFocalPlane(geometry.Camera[1], 99.5, 199.5);
        x.ShouldBe(10 - 1, 1e-12);
        y.ShouldBe(1, 1e-12);
        geometry.Corners(geometry.Camera[0], 10)[2].X.ShouldBeGreaterThan(-corner.X);
    }

    [Theory]
    [InlineData("camera: {size: [1, 1]}", "A camera needs a 'plate_scale'")]
    [InlineData("camera: {plate_scale: 1}\ndetectors:\n  - {id: 0, full_name: A, position: [0, 0]}", "needs 'size'")]
    [InlineData("camera: {plate_scale: 1, size: 3}\ndetectors:\n  - {id: 0, full_name: A, position: [0, 0]}", "'size' takes a list of numbers")]
    [InlineData("camera: {plate_scale: 1, sise: [1, 1]}", "Did you mean 'size'?")]
    public void A_camera_that_is_described_wrongly_is_told(string yaml, string message) =>
        Should.Throw<InstrumentException>(() => InstrumentDescription.Parse("name: X\n" + yaml).Geometry).Message.ShouldContain(message);

    [Theory]
    [InlineData("LSSTComCam", "rubin-comCam")]
    [InlineData("LSSTCam-imSim", "rubin-imsim")]
    [InlineData("LSSTCam-PhoSim", "rubin-phosim")]
    public async Task Described_cameras_agree_with_those_that_the_reference_wrote(string name, string repository)
    {
        var file = SharedFiles.Golden($"{repository}/{name}/calib/unbounded/camera/camera_{name}_{name}_calib_unbounded.fits");
        var camera = await CameraReader.ReadAsync(file, TestContext.Current.CancellationToken);
        var described = InstrumentCatalog.LoadShipped(name).Geometry!.Camera;
        described.Detectors.Count.ShouldBe(camera.Detectors.Count);
        foreach (var detector in camera.Detectors)
        {
            var own = described[detector.Id];
            (own.Name, own.Box, own.FocalPlanePosition, own.PixelSize, own.ReferencePoint, own.Yaw)
                .ShouldBe((detector.Name, detector.Box, detector.FocalPlanePosition, detector.PixelSize, detector.ReferencePoint, detector.Yaw));
        }
    }
}

using SkyButler.Imaging.Cameras;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Cameras;

public sealed class FieldTransformTests
{
    private const string Radial =
        """
        1 TransformPoint2ToPoint2 Begin CmpMap
           Nin = 2
        IsA Mapping
           MapA =
              Begin UnitNormMap
                 Nin = 2
                 Nout = 3
              End UnitNormMap
           MapB =
              Begin CmpMap
                 Begin PolyMap
                    Nin = 1
                 IsA Mapping
                    NCF1 = 2
                    CF1 = 9.5e-05
                    CF2 = -1e-12
                    PF1 = 1
                    PF2 = 3
                 End PolyMap
                 Begin UnitNormMap
                    Invert = 1
                 End UnitNormMap
              End CmpMap
        End CmpMap
        """;

    [Theory]
    [InlineData("rubin-imsim/LSSTCam-imSim/calib/unbounded/camera/camera_LSSTCam-imSim_LSSTCam-imSim_calib_unbounded.fits")]
    [InlineData("rubin-comCam/LSSTComCam/calib/unbounded/camera/camera_LSSTComCam_LSSTComCam_calib_unbounded.fits")]
    public async Task Cameras_tell_their_plate_scale(string file)
    {
        // 20 seconds of arc a millimetre, without distortion.
        var polynomial = (await CameraReader.ReadAsync(SharedFiles.Golden(file), TestContext.Current.CancellationToken)).FieldPolynomial;
        polynomial.ShouldNotBeNull().Count.ShouldBe(2);
        polynomial[0].ShouldBe(0);
        (polynomial[1] * 180 / Math.PI * 3600).ShouldBe(20, 1e-9);
    }

    [Fact]
    public void Distortions_have_their_powers() => FieldTransform.Read(Radial).ShouldBe([0, 9.5e-05, 0, -1e-12]);

    [Theory]
    [InlineData("UnitNormMap", "MatrixMap")]
    [InlineData("Nin = 1", "Nin = 2")]
    [InlineData("NCF1 = 2", "NCF1 = x")]
    [InlineData("CF1 = 9.5e-05", "CF1 = x")]
    [InlineData("PF2 = 3", "PF2 = 1000")]
    [InlineData("NCF1 = 2", "NCF1 = 2\nInvert = 1")]
    [InlineData("NCF1 = 2", "NCF1 = 2147483647")]
    [InlineData("NCF1 = 2", "NCF1 = 2\nNCF1 = 2")]
    [InlineData("End PolyMap", "End")]
    [InlineData("Nout = 3", "Cen1 = 5")]
    public void What_is_not_so_simple_is_left(string part, string other) => FieldTransform.Read(Radial.Replace(part, other, StringComparison.Ordinal)).ShouldBeNull();
}

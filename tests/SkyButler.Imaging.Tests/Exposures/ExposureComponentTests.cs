using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Exposures;

public sealed class ExposureComponentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calexp_gives_each_component_by_itself()
    {
        await using var reader = await ExposureReader.OpenAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);

        (await reader.ReadFilterAsync(Cancel)).ShouldBe(new FilterLabel("300", "HSC-I"));
        (await reader.ReadPsfAsync(Cancel)).ShouldBe(new GaussianPsf(3, 3, 4));
        reader.Id.ShouldBe(180802004);
        var calibration = (await reader.ReadPhotoCalibAsync(Cancel))!;
        calibration.Mean.ShouldBe(1.9940875054616918, 1e-12);
        calibration.Error.ShouldBe(0.00034857, 1e-8);
        calibration.Field.ShouldBeNull();
        calibration.ToMagnitude(1, 0, 0).ShouldBe(-2.5 * Math.Log10(1.9940875054616918 / 3631e9), 1e-9);
        var outline = (await reader.ReadValidPolygonAsync(Cancel))!;
        outline.Count.ShouldBe(8);
        outline[5].X.ShouldBe(2047.5);
        outline[5].Y.ShouldBe(-0.5, 1e-9);
        (await reader.ReadSummaryStatsAsync(Cancel))!.ShouldContain("nPsfStar: 0");
        using var wcs = reader.OpenSkyWcs()!;
        wcs.Projection.ShouldBe("TAN-SIP");
        wcs.PixelToSky(1200.73728, 1493.754755).SeparationFrom(new SkyPosition(320.729416266032, -0.32082280660093)).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public async Task The_calexp_tells_how_it_was_taken()
    {
        await using var reader = await ExposureReader.OpenAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);
        var visit = reader.VisitInfo;
        visit.ExposureTime.ShouldBe(30);
        visit.Date.ShouldBe("2013-11-02T06:01:31.788500000");
        visit.Boresight.ShouldBe(new SkyPosition(320.249908333333, 0.250025));
        visit.BoresightHorizon.ShouldBe(new SkyPosition(220.54040256, 65.01202705));
        visit.BoresightRotationAngle.ShouldBe(270);
        visit.RotationType.ShouldBe(RotationType.Sky);
        visit.Observatory.Elevation.ShouldBe(4139.00000000048);
        visit.Weather.AirPressure.ShouldBe(62160);
        visit.Object.ShouldBe("STRIPE82L");
        visit.Id.ShouldBe(180802004);
        visit.HasSimulatedContent.ShouldBeFalse();
        visit.FocusZ.ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData(-0.5, -0.5, 1 - 0.5 - 0.25)]
    [InlineData(9.5, -0.5, 1 + 0.5 + 0.25)]
    [InlineData(-0.5, 4.5, 1 - 0.5 + 0.25)]
    [InlineData(4.5, 2, 1)]
    public void A_field_is_a_sum_of_products_of_polynomials_over_its_box(double x, double y, double expected) =>
        new ChebyshevField(new Box2I(0, 0, 9, 4), 1, [1.0, 0.5, 0.0, -0.25]).Evaluate(x, y).ShouldBe(expected, 1e-12);

    [Fact]
    public void A_field_of_second_order_has_the_second_polynomial()
    {
        // T2(u) = 2 u^2 - 1, at u = 0.5.
        var field = new ChebyshevField(new Box2I(0, 0, 3, 3), 2, [0, 0, 1.0, 0, 0, 0, 0, 0, 0]);
        field.Evaluate(2.5, 1).ShouldBe(-0.5, 1e-12);
    }
}

using System.Globalization;
using System.Text.Json;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Exposures;

public sealed class RealExposureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calexp_reads_with_its_planes_wcs_and_metadata()
    {
        string path = SharedFiles.Data("obs_base/calexp.fits");
        using var translated = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFiles.Data("obs_base/calexp.json"), Cancel));

        var exposure = await ExposureReader.ReadAsync(path, null, Cancel);

        exposure.Box.ShouldBe(new Box2I(0, 0, 63, 31));
        exposure.ExposureTime.ShouldBe(translated.RootElement.GetProperty("exposure_time").GetDouble());
        exposure.DarkTime.ShouldBe(translated.RootElement.GetProperty("dark_time").GetDouble());
        exposure.Metadata.FindString("OBJECT").ShouldBe(translated.RootElement.GetProperty("object").GetString());
        exposure.Metadata.FindDouble("BORE-AIRMASS")!.Value.ShouldBe(1.10305078976126);
        exposure.Filter.ShouldBe("HSC-I");
        exposure.DetectorName.ShouldBe("1_42");
        exposure.Mask.Planes["CROSSTALK"].ShouldBe(12);
        exposure.Mask.Planes["NOT_DEBLENDED"].ShouldBe(13);
        exposure.Mask.Planes.Count.ShouldBe(15);
        exposure.Wcs!.GetString("CTYPE1").ShouldBe("RA---TAN-SIP");
        exposure.Wcs.GetDouble("BP_4_0").ShouldBe(5.24484384716081E-15);
        exposure.Wcs.Contains("LTV1").ShouldBeFalse();
        exposure.Metadata.Contains("AR_HDU").ShouldBeFalse();
        exposure.Metadata.Contains("ARCHIVE_ID_PSF").ShouldBeFalse();
        string sums = await Astropy.RunAsync(
            "h = fits.open(sys.argv[1])\n" +
            "print(*[repr(float(v)) for v in (h[1].data[5, 60], h[3].data[31, 0], h[1].data.astype('f8').sum(), h[3].data.astype('f8').sum(), h[2].data.astype('i8').sum())])", path);
        var expected = sums.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        ((double)exposure.Image[60, 5]).ShouldBe(expected[0]);
        ((double)exposure.Variance[0, 31]).ShouldBe(expected[1]);
        exposure.Image.Pixels.Sum(pixel => (double)pixel).ShouldBe(expected[2], 1e-6 * Math.Abs(expected[2]));
        exposure.Variance.Pixels.Sum(pixel => (double)pixel).ShouldBe(expected[3], 1e-9 * Math.Abs(expected[3]));
        ((double)exposure.Mask.Bits.Pixels.Sum(bits => (long)bits)).ShouldBe(expected[4]);
    }

    [Theory]
    [InlineData("bias/2022-01-01/bias-R11-S20-det042_2022-01-01.fits", 0.0)]
    [InlineData("dark/2022-01-01/dark-R11-S20-det042_2022-01-01.fits", 1.0)]
    [InlineData("flat/i_sim_1.4/2022-08-06/flat_i_sim_1.4-R11-S20-det042_2022-08-06.fits", 1.0)]
    public async Task The_imsim_calibrations_read_whole(string path, double darkTime)
    {
        var exposure = await ExposureReader.ReadAsync(SharedFiles.Golden("rubin-imsim/CALIB/" + path), null, Cancel);

        exposure.Box.ShouldBe(new Box2I(0, 0, 4071, 3999));
        exposure.DarkTime.ShouldBe(darkTime);
        (exposure.DetectorId, exposure.DetectorName).ShouldBe((42, "R11_S20"));
        exposure.Filter.ShouldBe(path.StartsWith("flat", StringComparison.Ordinal) ? "i_sim_1.4" : null);
        exposure.Mask.Planes["UNMASKEDNAN"].ShouldBe(9);
        exposure.Image.Pixels.All(pixel => pixel == 0).ShouldBeTrue();
    }

    [Fact]
    public async Task Old_files_without_names_are_told_apart_by_exttype()
    {
        var exposure = await ExposureReader.ReadAsync(SharedFiles.Data("spherex/small.fits"), null, Cancel);

        exposure.Box.ShouldBe(new Box2I(0, 0, 15, 15));
        exposure.Wcs!.GetDouble("CRPIX1").ShouldBe(-8927.4);
        exposure.Filter.ShouldBeNull();
    }

    [Fact]
    public async Task A_file_with_a_single_image_is_an_exposure_without_mask_and_variance()
    {
        await using var reader = await ExposureReader.OpenAsync(SharedFiles.Data("sep/image.fits"), Cancel);

        var exposure = await reader.ReadAsync(null, Cancel);

        (reader.HasMask, reader.HasVariance).ShouldBe((false, false));
        exposure.Box.ShouldBe(new Box2I(0, 0, 255, 255));
        exposure.Mask.Bits.Pixels.ShouldAllBe(bits => bits == 0);
    }

    [Fact]
    public async Task Every_hdu_of_every_shared_file_reads_as_astropy_reads_it()
    {
        string[] paths =
        [
            SharedFiles.Data("sep/image.fits"), SharedFiles.Data("sep/back.fits"), SharedFiles.Data("obs_lsst/guider.fits"),
            SharedFiles.Data("obs_base/calexp.fits"), SharedFiles.Data("spherex/small.fits"),
            SharedFiles.Golden("rubin-phosim/eimage/9006002/E000/R22/eimage_09006002_R22_S00_E000.fits.gz"),
        ];
        foreach (string path in paths)
        {
            string printed = await Astropy.RunAsync(
                "for i, h in enumerate(fits.open(sys.argv[1])):\n" +
                "    if h.is_image and h.data is not None and h.size: print(i, repr(float(h.data.astype('f8').sum())), repr(float(h.data[3, 7])))", path);
            await using var file = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
            var lines = printed.Split('\n');
            lines.Length.ShouldBe(file.Hdus.Count(hdu => hdu.HasImage), path);
            foreach (string line in lines)
            {
                var fields = line.Split(' ');
                var image = (await file.Hdus[int.Parse(fields[0], CultureInfo.InvariantCulture)].ReadImageAsync(cancellationToken: Cancel)).As<double>();
                double sum = double.Parse(fields[1], CultureInfo.InvariantCulture), pixel = double.Parse(fields[2], CultureInfo.InvariantCulture);
                image.Pixels.Sum().ShouldBe(sum, (1e-7 * Math.Abs(sum)) + 1e-12, path);
                image[7, 3].ShouldBe(pixel, (1e-7 * Math.Abs(pixel)) + 1e-12, path);
            }
        }
    }
}

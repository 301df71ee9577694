using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Exposures;

/// <summary>What is known of an exposure comes back from the file that is written.</summary>
public sealed class ComponentRoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calexp_keeps_its_components_when_it_is_written_again()
    {
        var given = await ExposureReader.ReadAsync(SharedFiles.Data("obs_base/calexp.fits"), cancellationToken: Cancel);
        given.FilterLabel.ShouldBe(new FilterLabel("300", "HSC-I"));

        var again = await RoundTripAsync(given);

        again.FilterLabel.ShouldBe(given.FilterLabel);
        again.Filter.ShouldBe("HSC-I");
        again.PhotoCalib.ShouldBe(given.PhotoCalib);
        again.VisitInfo.ShouldBe(given.VisitInfo);
        again.Psf.ShouldBe(new GaussianPsf(3, 3, 4));
        again.ValidPolygon.ShouldBe(given.ValidPolygon);
        again.SummaryStats.ShouldBe(given.SummaryStats);
        Describe(again.Detector!).ShouldBe(Describe(given.Detector!));
        again.Detector!.Amplifiers.Select(Describe).ShouldBe(given.Detector!.Amplifiers.Select(Describe));
        again.Detector.Amplifiers.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Astropy_reads_the_archive_and_its_pointers()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("written.fits");
        // A part, if it is all of it, keeps nothing of the archive that it came with.
        await ExposureWriter.WriteAsync(path, await ExposureReader.ReadAsync(SharedFiles.Data("obs_base/calexp.fits"), new Box2I(0, 0, 63, 31), Cancel), Cancel);

        string printed = await Astropy.RunAsync(
            """
            f = fits.open(sys.argv[1]); f.verify('exception')
            h = f[0].header; index = f[h['AR_HDU'] - 1]
            print(index.header['EXTTYPE'], index.header['AR_NCAT'] == len(f) - 4)
            for name in ('FILTER', 'PHOTOCALIB', 'PSF', 'VALID_POLYGON', 'SUMMARY_STATS'):
                row = [r for r in index.data if r['id'] == h[name + '_ID'] and r['cat.persistable'] == 0][0]
                table = f[h['AR_HDU'] - 1 + row['cat.archive']]
                first = table.data[row['row0']]
                print(name, h['ARCHIVE_ID_' + name] == h[name + '_ID'], row['name'], row['module'], row['nrows'], table.header['AR_NAME'], [c.format for c in table.columns][-1])
            label = f[[r for r in index.data if r['name'] == 'FilterLabel'][0]['cat.archive'] + h['AR_HDU'] - 1]
            print(label.data['band'][0], label.data['physical'][0], label.data['flags'][0], label.header['TFLAG2'])
            """, path);

        printed.Split('\n').ShouldBe(
        [
            "ARCHIVE_INDEX True",
            "FILTER True FilterLabel lsst.afw.image 1 FilterLabel 32A",
            "PHOTOCALIB True PhotoCalib  1 PhotoCalib 1J",
            "PSF True GaussianPsf lsst.afw.detection 1 GaussianPsf 1D",
            "VALID_POLYGON True Polygon  8 Polygon 1D",
            "SUMMARY_STATS True ExposureSummaryStats lsst.afw.image._exposureSummaryStats 1 ExposureSummaryStats 1QB",
            "300 HSC-I [ True  True] physical_exists",
        ]);
    }

    [Fact]
    public async Task A_new_exposure_keeps_what_it_was_given()
    {
        var field = new ChebyshevField(new Box2I(0, 0, 9, 4), 1, [1.0, 0.5, 0.0, -0.25]);
        var given = new Exposure(new MaskedImage(Box2I.FromSize(5, 6, 3, 2)))
        {
            FilterLabel = new("r", null),
            PhotoCalib = new(2.5, 0.1, field),
            VisitInfo = new() { ExposureTime = 12.5, Boresight = new SkyPosition(10, -5), Id = 77, Object = "M31", HasSimulatedContent = true, RotationType = RotationType.Sky },
        };

        var again = await RoundTripAsync(given);

        (again.FilterLabel, again.Filter).ShouldBe((new FilterLabel("r", null), "r"));
        (again.PhotoCalib!.Mean, again.PhotoCalib.Error).ShouldBe((2.5, 0.1));
        again.PhotoCalib.At(9.5, -0.5).ShouldBe(field.Evaluate(9.5, -0.5));
        again.VisitInfo.ShouldBe(given.VisitInfo);
        again.Detector.ShouldBeNull();
        again.Psf.ShouldBeNull();
    }

    [Fact]
    public async Task An_exposure_of_which_nothing_is_known_has_no_archive()
    {
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(stream, new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 2, 2))), Cancel);
        await using var file = await FitsFile.OpenAsync(stream.ToArray(), "plain", cancellationToken: Cancel);
        file.Hdus.Count.ShouldBe(4);
        file.Primary.Header.Contains("AR_HDU").ShouldBeFalse();
    }

    private static async Task<Exposure> RoundTripAsync(Exposure exposure)
    {
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(stream, exposure, Cancel);
        await using var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(stream.ToArray(), "again", cancellationToken: Cancel));
        return await reader.ReadAsync(null, Cancel);
    }

    private static DetectorGeometry Describe(DetectorGeometry detector) => detector with { Amplifiers = [] };

    private static (AmplifierGeometry, string) Describe(AmplifierGeometry amplifier) =>
        (amplifier with { LinearityCoefficients = [] }, string.Join(' ', amplifier.LinearityCoefficients));
}

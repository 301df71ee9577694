using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tests.Interchange;
using SkyButler.Imaging.Tests.Tables;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Exposures;

/// <summary>What an exposure came with goes into its next file as it is, also what is not known here.</summary>
public sealed class KeptArchiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_of_kinds_that_are_not_known_are_written_byte_for_byte()
    {
        byte[] original = await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);
        var exposure = await ReadAsync(original);
        exposure.UnknownComponents.ShouldBe(["TRANSMISSION_CURVE", "COADD_INPUTS", "AP_CORR_MAP"], ignoreOrder: true);

        byte[] written = await WriteAsync(exposure);

        var (before, after) = (await ArchiveAsync(original), await ArchiveAsync(written));
        after.Tables.ShouldBe(before.Tables);
        after.Index.ShouldBe(before.Index);
        after.Pointers.ShouldBe(before.Pointers);
        (await WriteAsync(await ReadAsync(written))).ShouldBe(written);
    }

    [Fact]
    public async Task A_detector_is_written_by_itself_with_the_transformations_that_it_came_with()
    {
        byte[] original = await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);
        var exposure = await ReadAsync(original);
        using var stream = new MemoryStream();

        await ArchiveFile.WriteAsync(new FitsWriter(stream), StoredDetector.Find(exposure)!, Cancel);

        await using var before = await FitsFile.OpenAsync(original, "original", cancellationToken: Cancel);
        await using var file = await FitsFile.OpenAsync(stream.ToArray(), "detector", cancellationToken: Cancel);
        var (given, written) = (await IndexAsync(before, 4), await IndexAsync(file, 1));
        // What has a number below the detector's is of others; what it refers to has a higher one.
        written.ShouldBe(given.Where(row => row.Id >= 3 && row.Name is "Detector" or "TransformMap" or "TransformPoint2ToPoint2").Select(row => row.Id == 3 ? row with { Id = 1 } : row));
        file.Hdus.Count.ShouldBe(7);
        for (int i = 0; i < 5; i++)
            HduBytes(stream.ToArray(), 2 + i).ShouldBe(HduBytes(original, 5 + i));
        var detector = (await CameraReader.ReadAsync(file, Cancel)).Detectors.ShouldHaveSingleItem();
        (detector with { Amplifiers = [] }).ShouldBe(exposure.Detector! with { Amplifiers = [] });
        detector.Amplifiers.Select(amplifier => amplifier.ToString()).ShouldBe(exposure.Detector!.Amplifiers.Select(amplifier => amplifier.ToString()));
    }

    [Fact]
    public async Task Astropy_reads_the_exposure_that_was_written_again()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("again.fits");
        await File.WriteAllBytesAsync(path, await WriteAsync(await ReadAsync(await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel))), Cancel);
        (await AstropyWalk.CompareAsync(path)).ShouldBe(22);
    }

    [Fact]
    public async Task What_was_replaced_is_written_anew_beside_what_was_kept()
    {
        var given = await ReadAsync(await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel));
        var changed = given.With(new PhotoCalib(3.5, 0.25));

        byte[] written = await WriteAsync(changed);

        await using var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(written, "changed", cancellationToken: Cancel));
        (await reader.ReadPhotoCalibAsync(Cancel)).ShouldBe(new PhotoCalib(3.5, 0.25));
        (await reader.ReadFilterAsync(Cancel)).ShouldBe(given.FilterLabel);
        (await reader.ReadPsfAsync(Cancel)).ShouldBe(given.Psf);
        (await reader.FindKindAsync("TRANSMISSION_CURVE", Cancel)).ShouldBe("ProductTransmissionCurve");
        (await reader.ReadDetectorAsync(Cancel))!.Amplifiers.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Aperture_corrections_and_inputs_of_a_coadd_are_read()
    {
        await using var reader = await ExposureReader.OpenAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);

        var corrections = (await reader.ReadApertureCorrectionsAsync(Cancel))!;
        corrections.Count.ShouldBe(46);
        corrections.ContainsKey("base_PsfFlux_instFlux").ShouldBeTrue();
        corrections["base_PsfFlux_instFlux"].Evaluate(100, 100).ShouldBe(1, 0.2);
        var inputs = (await reader.ReadCoaddInputsAsync(Cancel))!;
        (inputs.Visits.RowCount, inputs.Detectors.RowCount).ShouldBe((0, 0));
        inputs.Visits.Columns.Select(column => column.Name).ShouldContain("id");
    }

    [Fact]
    public async Task Components_have_files_of_their_own()
    {
        object[] components = [new FilterLabel("r", "HSC-R2"), new PhotoCalib(2.5, 0.1), new GaussianPsf(21, 21, 2.5), new (double X, double Y)[] { (0, 0), (10, 0), (10, 5) }];
        foreach (var component in components)
        {
            using var stream = new MemoryStream();
            await ArchiveFile.WriteAsync(new FitsWriter(stream), component, Cancel);
            await using var file = await FitsFile.OpenAsync(stream.ToArray(), "component", cancellationToken: Cancel);
            var again = await ArchiveFile.ReadAsync(file, Cancel);
            if (component is (double X, double Y)[] polygon)
                ((IReadOnlyList<(double X, double Y)>)again).ShouldBe(polygon);
            else
                again.ShouldBe(component);
        }
    }

    private static async Task<Exposure> ReadAsync(byte[] bytes)
    {
        await using var reader = await ExposureReader.OpenAsync(await FitsFile.OpenAsync(bytes, "exposure", cancellationToken: Cancel));
        return await reader.ReadAsync(null, Cancel);
    }

    private static async Task<byte[]> WriteAsync(Exposure exposure)
    {
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(stream, exposure, Cancel);
        return stream.ToArray();
    }

    // Bytes of the tables, rows of the index, and what the primary header points to.
    private static async Task<(string[] Tables, IReadOnlyList<string> Index, string[] Pointers)> ArchiveAsync(byte[] bytes)
    {
        await using var file = await FitsFile.OpenAsync(bytes, "archive", cancellationToken: Cancel);
        int first = (int)file.Primary.Header.GetInt64("AR_HDU") - 1;
        int end = bytes.Length, start = HeaderStart(bytes, first + 1);
        var index = TableSamples.Lines(await file.Hdus[first].OpenTable().ReadTableAsync(cancellationToken: Cancel));
        return ([Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(start, end - start)))], index,
            [.. file.Primary.Header.Where(card => card.Keyword.StartsWith("ARCHIVE_ID_", StringComparison.Ordinal)).Select(card => $"{card.Keyword}={card.Value}").Order(StringComparer.Ordinal)]);
    }

    private static async Task<List<IndexRow>> IndexAsync(FitsFile file, int hdu)
    {
        var table = await file.Hdus[hdu].OpenTable().ReadTableAsync(cancellationToken: Cancel);
        int[][] numbers = [.. new[] { "id", "cat.archive", "cat.persistable", "row0", "nrows" }.Select(name => table.Values<int>(name).ToArray())];
        string[] names = table.Values<string>("name").ToArray();
        return [.. names.Select((name, row) => new IndexRow(numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row], numbers[4][row], name))];
    }

    private static byte[] HduBytes(byte[] bytes, int hdu) => bytes[HeaderStart(bytes, hdu)..(HeaderCount(bytes) > hdu ? HeaderStart(bytes, hdu + 1) : bytes.Length)];

    private static int HeaderCount(byte[] bytes) => Enumerable.Range(0, bytes.Length / 2880).Count(block => bytes.AsSpan(block * 2880).StartsWith("XTENSION="u8));

    private sealed record IndexRow(int Id, int Catalog, int Part, int First, int Count, string Name);

    // Headers begin with a block that says so.
    private static int HeaderStart(byte[] bytes, int hdu)
    {
        int found = 0;
        for (int at = 0; at < bytes.Length; at += 2880)
        {
            if (bytes.AsSpan(at).StartsWith("XTENSION="u8) && ++found == hdu)
                return at;
        }

        throw new InvalidOperationException($"There is no HDU {hdu}");
    }
}

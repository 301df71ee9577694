using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Hdus;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Lists of HDUs keep what isn't changed byte for byte.</summary>
public sealed class HduListTests
{
    private const string Make =
        """
        h = fits.Header({'OBJECT': 'M31', 'EXPTIME': 1.50}); h['HIERARCH A LONG NAME'] = 5; h['LONGTEXT'] = 'x' * 100
        t = fits.BinTableHDU.from_columns([fits.Column('a', 'J', array=[1, 2, 3]), fits.Column('v', 'PE()', array=[[1.0], [2.0, 3.0], []])], name='TAB')
        c = fits.CompImageHDU(np.arange(60, dtype='i2').reshape(6, 10), name='COMP', compression_type='RICE_1')
        l = fits.HDUList([fits.PrimaryHDU(np.ones((5, 7), 'u2'), h), fits.ImageHDU(np.zeros((2, 3, 4), 'f8'), name='CUBE'), t, c])
        l.writeto(sys.argv[1], checksum=True)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_not_changed_is_the_same_to_the_last_byte()
    {
        using var folder = new TemporaryDirectory();
        string came = folder.File("came.fits"), went = folder.File("went.fits");
        await Astropy.RunAsync(Make, came);
        await File.AppendAllTextAsync(came, new string('x', 2880), Cancel);

        await WriteAsync(went, await HduList.ReadAsync(came, Cancel));

        (await File.ReadAllBytesAsync(went, Cancel)).ShouldBe(await File.ReadAllBytesAsync(came, Cancel));
    }

    [Fact]
    public async Task An_exposure_of_afw_is_copied_to_the_last_byte()
    {
        string small = SharedFiles.Data("spherex/small.fits");
        using var folder = new TemporaryDirectory();
        var list = await HduList.ReadAsync(small, Cancel);
        await WriteAsync(folder.File("small.fits"), list);
        list.Count.ShouldBe(8);
        (await File.ReadAllBytesAsync(folder.File("small.fits"), Cancel)).ShouldBe(await File.ReadAllBytesAsync(small, Cancel));
    }

    [Fact]
    public async Task A_changed_card_leaves_all_data_and_other_headers_as_they_came()
    {
        using var folder = new TemporaryDirectory();
        string came = folder.File("came.fits"), went = folder.File("went.fits");
        await Astropy.RunAsync(Make, came);
        var list = await HduList.ReadAsync(came, Cancel);
        list[0].Header.Set("OBJECT", "M33");
        list.Find("tab")!.Header.AddHistory("looked at");
        (await list.Find("COMP")!.Hdu.ReadImageAsync<int>(cancellationToken: Cancel)).Pixels.ShouldBe(Enumerable.Range(0, 60));

        await WriteAsync(went, list);

        string seen = await Astropy.RunAsync(
            """
            a, b = fits.open(sys.argv[1]), fits.open(sys.argv[2], checksum=True)
            same = [bool(fits.FITSDiff(fits.HDUList([fits.PrimaryHDU(), *a[i:i+1]]) if i else a[:1], fits.HDUList([fits.PrimaryHDU(), *b[i:i+1]]) if i else b[:1]).identical) for i in range(4)]
            print(same, b[0].header['OBJECT'], b[0].header['LONGTEXT'] == 'x' * 100 and b[0].header['A LONG NAME'] == 5, b[2].header['HISTORY'], list(b[2].data['v'][1]), (b[3].data == a[3].data).all(), (b[0].data == a[0].data).all())
            """, came, went);
        seen.ShouldBe("[False, True, False, True] M33 True looked at [2.0, 3.0] True True");
    }

    [Fact]
    public async Task Lists_are_put_together_of_new_and_old_HDUs()
    {
        using var folder = new TemporaryDirectory();
        string came = folder.File("came.fits"), went = folder.File("went.fits");
        await Astropy.RunAsync(Make, came);
        var old = await HduList.ReadAsync(came, Cancel);
        var added = await HduList.MakeAsync(
            async writer =>
            {
                await writer.WriteEmptyAsync(cancellationToken: Cancel);
                await writer.WriteImageAsync(new Image<short>(4, 3), [FitsCard.Of("EXTNAME", "NEW")], null, Cancel);
            }, Cancel);

        await WriteAsync(went, new HduList([added[0], added[1], old.Find("CUBE")!]));

        (await Astropy.RunAsync("print([(h.name, h.shape) for h in fits.open(sys.argv[1])])", went)).ShouldBe("[('PRIMARY', ()), ('NEW', (3, 4)), ('CUBE', (2, 3, 4))]");
        Should.Throw<ImagingException>(() => new HduList([old[1]])).Message.ShouldContain("begins with a primary HDU");
        Should.Throw<ImagingException>(() => new HduList([old[0], added[0]])).Message.ShouldContain("begins with a primary HDU");
    }

    [Fact]
    public async Task A_header_that_does_not_fit_its_data_is_refused()
    {
        using var folder = new TemporaryDirectory();
        await Astropy.RunAsync(Make, folder.File("came.fits"));
        var list = await HduList.ReadAsync(folder.File("came.fits"), Cancel);
        list[1].Header.Set("NAXIS1", 400);
        (await Should.ThrowAsync<ImagingException>(() => WriteAsync(folder.File("went.fits"), list))).Message.ShouldContain("leave the cards of the layout");
    }

    private static async Task WriteAsync(string path, HduList list)
    {
        await using var writer = FitsWriter.Create(path);
        await list.WriteAsync(writer, Cancel);
    }
}

using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Kinds of files that observatories and other programs write, made by astropy and CFITSIO's tools.</summary>
public sealed class ForeignFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Images_of_every_type_and_scaling_read_as_astropy_reads_them()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("images.fits");
        await Astropy.RunAsync(
            """
            r = np.random.default_rng(1)
            f = (r.normal(1000, 8, (40, 50))).astype('f4'); f[3, 4] = np.nan; f[5, 6] = np.inf
            out = [fits.PrimaryHDU()]
            out[0].header['INHERIT'] = False
            for t in ('i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8'):
                n = np.iinfo(t); d = r.integers(n.min, n.max, (7, 9), dtype=t, endpoint=True); d[0, 0] = n.min; d[0, 1] = n.max
                out.append(fits.ImageHDU(d, name=t))
            out += [fits.ImageHDU(f), fits.ImageHDU(f.astype('f8')), fits.ImageHDU(np.arange(11, dtype='i2')),
                    fits.ImageHDU(np.arange(60, dtype='i4').reshape(3, 4, 5)), fits.ImageHDU(np.arange(24, dtype='f4').reshape(1, 2, 3, 4))]
            for t in ('u1', 'i2', 'i4', 'i8'):
                h = fits.ImageHDU(np.arange(20).reshape(4, 5).astype(t))
                h.header['BSCALE'] = 0.25; h.header['BZERO'] = -3.5; h.header['BLANK'] = 7; out.append(h)
            h = fits.ImageHDU(np.array([[-32768, 5, 6]], 'i2')); h.header['BLANK'] = -32768; h.header['INHERIT'] = True; out.append(h)
            h = fits.ImageHDU(np.array([[1.5, 2.5]], 'f4')); h.header['BSCALE'] = 2.0; h.header['BZERO'] = 1.0; out.append(h)
            h = fits.ImageHDU(np.zeros((0, 3), 'i2')); out.append(h)
            fits.HDUList(out).writeto(sys.argv[1])
            # astropy scales what it is given; the cards are put in afterwards.
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(21);
        await using var file = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
        file.Find("u8")!.PixelType.ShouldBe(PixelType.UInt64);
        (await file.Find("u8")!.ReadImageAsync<ulong>(cancellationToken: Cancel)).Pixels[1].ShouldBe(ulong.MaxValue);
    }

    [Fact]
    public async Task Tiles_of_every_code_read_as_astropy_reads_them()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("tiles.fits");
        await Astropy.RunAsync(
            """
            r = np.random.default_rng(2)
            sky = (r.normal(500, 20, (48, 60))).astype('f4'); sky[2, 2] = 0; sky[4, 4] = np.nan
            whole = np.clip(np.nan_to_num(sky), 0, 30000)
            out = [fits.PrimaryHDU()]
            for code in ('RICE_1', 'GZIP_1', 'GZIP_2', 'HCOMPRESS_1', 'PLIO_1'):
                for t in ('u1', 'i2', 'i4'):
                    out.append(fits.CompImageHDU((whole % 251 if t == 'u1' else whole).astype(t), compression_type=code, tile_size=(20, 16)))
            for code in ('RICE_1', 'GZIP_1', 'GZIP_2'):
                for method in (-1, 1, 2):
                    for t in ('f4', 'f8'):
                        out.append(fits.CompImageHDU(sky.astype(t), compression_type=code, quantize_level=8, quantize_method=method, dither_seed=77, tile_size=(60, 3)))
            out.append(fits.CompImageHDU(np.nan_to_num(sky), compression_type='HCOMPRESS_1', quantize_level=8, quantize_method=1, dither_seed=5, tile_size=(60, 16)))
            out.append(fits.CompImageHDU(whole.astype('i4'), compression_type='HCOMPRESS_1', hcomp_scale=2, hcomp_smooth=1, tile_size=(30, 24)))
            out.append(fits.CompImageHDU(sky, compression_type='GZIP_2', quantize_level=0))
            out.append(fits.CompImageHDU(whole.astype('u2'), compression_type='RICE_1'))
            out.append(fits.CompImageHDU(whole.astype('i4').reshape(3, 16, 60), compression_type='RICE_1', tile_size=(60, 16, 1)))
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(39);
    }

    [Fact]
    public async Task Headers_with_long_texts_and_odd_values_read_as_astropy_reads_them()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("headers.fits");
        await Astropy.RunAsync(
            """
            p = fits.PrimaryHDU(); h = p.header
            h['LONG'] = 'it''s long & wide ' * 20
            h['HIERARCH ESO DET CHIP1 A VERY LONG NAME'] = 5; h['HIERARCH lower case key'] = 'text'; h['HIERARCH LSST BUTLER DATAID VISIT'] = 3.5
            h['EMPTY'] = ''; h['BLANKS'] = '   lead'; h['QUOTE'] = "O'Hara"; h['TRUE'] = True; h['UNDEF'] = fits.card.Undefined()
            h['BIG'] = 2**63 - 1; h['NEG'] = -17; h['TINY'] = 1.5e-300; h['PAIR'] = 1.5 - 2j; h['SAME'] = 1; h.append(('SAME', 2), end=True)
            h.append(fits.Card.fromstring('DEXP    =              1.5D+03 / Fortran'))
            h.append(fits.Card.fromstring('POINT   =                  30.'))
            h['COMMENT'] = 'said'; h['HISTORY'] = 'done'
            fits.HDUList([p, fits.ImageHDU(name='empty')]).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(2);
    }

    [Theory]
    [InlineData("TAN", "")]
    [InlineData("SIN", "")]
    [InlineData("STG", "")]
    [InlineData("ARC", "")]
    [InlineData("ZEA", "")]
    [InlineData("CAR", "")]
    [InlineData("AIT", "")]
    [InlineData("MOL", "")]
    [InlineData("SFL", "")]
    [InlineData("ZPN", "h['PV2_1'] = 1.0; h['PV2_3'] = 40.0")]
    [InlineData("TPV", "h['PV1_0'] = 0.0; h['PV1_1'] = 1.0; h['PV1_4'] = 1e-3; h['PV2_1'] = 1.0; h['PV2_6'] = 2e-3")]
    [InlineData("TAN-SIP", "h['A_ORDER'] = 2; h['A_2_0'] = 1e-5; h['A_1_1'] = -2e-5; h['B_ORDER'] = 3; h['B_0_3'] = 1e-7; h['B_2_0'] = 3e-6")]
    public async Task Places_on_the_sky_agree_for_all_projections_and_ways_to_turn(string code, string further)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("sky.fits");
        await Astropy.RunAsync(
            $$"""
            def header(first, second, turn):
                h = fits.Header()
                h['CTYPE1'] = first + '{{code}}'; h['CTYPE2'] = second + '{{code}}'; h['CRVAL1'] = 83.6; h['CRVAL2'] = -5.4; h['CRPIX1'] = 20.5; h['CRPIX2'] = 11.0
                if turn == 'CD': h['CD1_1'] = -7e-5; h['CD1_2'] = 1e-5; h['CD2_1'] = 1.1e-5; h['CD2_2'] = 7e-5
                if turn == 'PC': h['CDELT1'] = -7e-5; h['CDELT2'] = 7e-5; h['PC1_1'] = 0.8; h['PC1_2'] = -0.6; h['PC2_1'] = 0.6; h['PC2_2'] = 0.8
                if turn == 'ROTA': h['CDELT1'] = -7e-5; h['CDELT2'] = 7e-5; h['CROTA2'] = 30.0
                {{further}}
                return h
            out = [fits.PrimaryHDU()]
            for turn in ('CD', 'PC') + (() if '-' in '{{code}}' or '{{code}}' == 'TPV' else ('ROTA',)):
                out.append(fits.ImageHDU(np.zeros((30, 40), 'i2'), header('RA---', 'DEC--', turn)))
                if '{{code}}' not in ('TPV', 'TAN-SIP'): out.append(fits.ImageHDU(np.zeros((30, 40), 'i2'), header('GLON-', 'GLAT-', turn)))
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Tables_of_text_and_odd_binary_tables_read_as_astropy_reads_them()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("tables.fits");
        await Astropy.RunAsync(
            """
            text = fits.TableHDU.from_columns([
                fits.Column('NAME', 'A12', array=np.array(['first', 'the second', '', 'x'])), fits.Column('SMALL', 'I4', array=np.array([1, -2, 3, 999])),
                fits.Column('COUNT', 'I8', array=np.array([12345678, -5, 0, 7])), fits.Column('LARGE', 'I18', array=np.array([10**16, -10**15, 0, 1])),
                fits.Column('FIXED', 'F12.4', array=np.array([1.5, -2.25, 1000.125, 0])), fits.Column('SINGLE', 'E15.7', array=np.array([1e-20, -3.5e12, 0, 1])),
                fits.Column('DOUBLE', 'D25.17', array=np.array([0.1, -1 / 3, 1e200, 0]), unit='deg')], name='TEXT')
            group = fits.BinTableHDU.from_columns([fits.Column('MEMBER_XTENSION', '8A', array=['BINTABLE', 'IMAGE']), fits.Column('MEMBER_NAME', '32A', array=['A', 'B']),
                fits.Column('MEMBER_VERSION', 'J', array=[1, 2]), fits.Column('MEMBER_POSITION', 'J', array=[2, 3])], name='GROUPING')
            v = np.empty(3, object); v[:] = [np.arange(4, dtype='f4'), np.zeros(0, 'f4'), np.ones(2, 'f4')]
            odd = fits.BinTableHDU.from_columns([fits.Column('V', 'PE()', array=v), fits.Column('X', '17X', array=np.arange(51).reshape(3, 17) % 3 == 0),
                fits.Column('S', '12A', dim='(4,3)', array=[['ab', 'cdef', ''], ['g', 'h', 'i'], ['jk', 'l', 'mnop']]), fits.Column('M', '2M', array=np.array([[1 + 2j, 3], [4j, 5], [6, 7]])),
                fits.Column('D', '6D', dim='(2,3)', array=np.arange(18.).reshape(3, 3, 2))])
            none = fits.BinTableHDU.from_columns([fits.Column('A', 'J', array=np.array([], 'i4'))])
            fits.HDUList([fits.PrimaryHDU(), text, group, odd, none]).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(5);
    }

    [Theory]
    [InlineData("-r")]
    [InlineData("-g1 -q 0")]
    [InlineData("-g2 -q 0")]
    [InlineData("-h -s 0")]
    [InlineData("-r -qz 8")]
    [InlineData("-w -r")]
    public async Task What_fpack_writes_reads_as_astropy_reads_it(string options)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("plain.fits"), packed = folder.File("packed.fits");
        await Astropy.RunAsync(
            """
            r = np.random.default_rng(3)
            sky = r.normal(500, 20, (64, 80)).astype('f4')
            fits.HDUList([fits.PrimaryHDU(), fits.ImageHDU(sky, name='SCI'), fits.ImageHDU(sky.astype('i2')), fits.ImageHDU(sky.astype('u2')), fits.ImageHDU(sky.astype('i4'))]).writeto(sys.argv[1])
            """, path);

        await Tool.RunAsync("fpack", "libcfitsio-bin", [.. options.Split(' '), "-O", packed, path]);

        (await AstropyWalk.CompareAsync(packed)).ShouldBe(5);
    }

    [Fact]
    public async Task Random_groups_are_refused_by_name_and_the_rest_of_the_file_reads()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("groups.fits");
        await Astropy.RunAsync(
            """
            d = fits.GroupData(np.arange(100.).reshape(10, 1, 1, 2, 5), bitpix=-32, parnames=['A', 'B'], pardata=[np.arange(10.), np.arange(10.)])
            fits.HDUList([fits.GroupsHDU(d), fits.ImageHDU(np.arange(6, dtype='i2').reshape(2, 3))]).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(2);
        await using var file = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
        file.Primary.Kind.ShouldBe(FitsHduKind.RandomGroups);
        (await Should.ThrowAsync<ImagingException>(() => file.Primary.ReadImageAsync(cancellationToken: Cancel))).Message.ShouldContain("random groups");
        Should.Throw<ImagingException>(() => file.Primary.OpenTable()).Message.ShouldContain("random groups");
    }
}

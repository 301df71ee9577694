using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Files at the edges of the standard, or a little beyond, read as astropy reads them.</summary>
public sealed class OddFileTests
{
    [Theory]
    [InlineData("AZP", "h['PV2_1'] = 2.0; h['PV2_2'] = 30.0")]
    [InlineData("SZP", "h['PV2_1'] = 2.0; h['PV2_2'] = 180.0; h['PV2_3'] = 60.0")]
    [InlineData("AIR", "h['PV2_1'] = 45.0")]
    [InlineData("CYP", "h['PV2_1'] = 1.0; h['PV2_2'] = 0.7")]
    [InlineData("CEA", "h['PV2_1'] = 0.8")]
    [InlineData("MER", "")]
    [InlineData("PAR", "")]
    [InlineData("COP", "h['PV2_1'] = 45.0; h['PV2_2'] = 25.0")]
    [InlineData("COE", "h['PV2_1'] = 45.0; h['PV2_2'] = 25.0")]
    [InlineData("COD", "h['PV2_1'] = 45.0; h['PV2_2'] = 25.0")]
    [InlineData("COO", "h['PV2_1'] = 45.0; h['PV2_2'] = 25.0")]
    [InlineData("BON", "h['PV2_1'] = 45.0")]
    [InlineData("PCO", "")]
    [InlineData("TSC", "")]
    [InlineData("CSC", "")]
    [InlineData("QSC", "")]
    [InlineData("HPX", "h['PV2_1'] = 4; h['PV2_2'] = 3")]
    [InlineData("TAN", "h['LONPOLE'] = 150.0; h['LATPOLE'] = -20.0")]
    [InlineData("CAR", "h['CRVAL2'] = 0.0; h['LONPOLE'] = 0.0")]
    [InlineData("TAN", "h['PV1_3'] = 170.0; h['PV1_4'] = 10.0")]
    [InlineData("ZEA", "h['PV1_0'] = 1; h['PV1_1'] = 10.0; h['PV1_2'] = 80.0")]
    [InlineData("TAN", "h['CUNIT1'] = 'arcsec'; h['CUNIT2'] = 'arcsec'; h['CRVAL1'] *= 3600; h['CRVAL2'] *= 3600; h['CDELT1'] *= 3600; h['CDELT2'] *= 3600")]
    [InlineData("TAN", "h['CUNIT1'] = 'rad'; h['CUNIT2'] = 'rad'; h['CRVAL1'] = 1.4; h['CRVAL2'] = 0.5; h['CDELT1'] = -1e-5; h['CDELT2'] = 1e-5")]
    [InlineData("TAN", "h['EQUINOX'] = 1950.0; h['RADESYS'] = 'FK4'")]
    [InlineData("TAN", "h['WCSAXES'] = 2; h['CRPIX1A'] = 1.0; h['CTYPE1A'] = 'LINEAR'; h['CTYPE2A'] = 'LINEAR'")]
    [InlineData("TAN", "h['PC1_2'] = 0.01; del h['CDELT1']; h['PC1_1'] = -1e-4; h['PC1_2'] = 1e-6; h['PC2_1'] = 0.0")]
    public async Task Places_on_the_sky_agree(string code, string further)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("sky.fits");
        await Astropy.RunAsync(
            $$"""
            out = [fits.PrimaryHDU()]
            for first, second in (('RA---', 'DEC--'), ('DEC--', 'RA---'), ('ELON-', 'ELAT-')):
                h = fits.Header(); swap = first == 'DEC--'
                h['CTYPE1'] = first + '{{code}}'; h['CTYPE2'] = second + '{{code}}'; h['CRVAL1'] = 48.5 if swap else 83.6; h['CRVAL2'] = 83.6 if swap else 48.5
                h['CRPIX1'] = 20.5; h['CRPIX2'] = 11.0; h['CDELT1'] = -0.02; h['CDELT2'] = 0.02
                if swap and ('CRVAL2' in "{{further}}" or 'PV' in "{{further}}"): continue
                {{further}}
                out.append(fits.ImageHDU(np.zeros((30, 40), 'i2'), h))
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Celestial_axes_of_cubes_and_distortions_without_their_suffix_agree()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("cubes.fits");
        await Astropy.RunAsync(
            """
            def base(first=1, second=2):
                h = fits.Header()
                for n, t, v, d in ((first, 'RA---TAN', 150.1, -1e-4), (second, 'DEC--TAN', 2.2, 1e-4)):
                    h[f'CTYPE{n}'] = t; h[f'CRVAL{n}'] = v; h[f'CDELT{n}'] = d; h[f'CRPIX{n}'] = 5.0
                return h
            out = [fits.PrimaryHDU()]
            h = base(); h['CTYPE3'] = 'FREQ'; h['CRVAL3'] = 1.4e9; h['CDELT3'] = 1e6; h['CRPIX3'] = 1.0; h['CUNIT3'] = 'Hz'
            out.append(fits.ImageHDU(np.zeros((3, 8, 10), 'f4'), h))
            h = base(); h['CTYPE3'] = 'STOKES'; h['CRVAL3'] = 1.0; h['CDELT3'] = 1.0; h['CRPIX3'] = 1.0; h['CTYPE4'] = 'VELO-LSR'; h['CRVAL4'] = 1e3; h['CDELT4'] = 1e2; h['CRPIX4'] = 1.0
            out.append(fits.ImageHDU(np.zeros((2, 1, 8, 10), 'i2'), h))
            h = base(); h['A_ORDER'] = 2; h['B_ORDER'] = 2; h['A_2_0'] = 1e-4; h['B_0_2'] = 2e-4; h['CTYPE1'] += '-SIP'; h['CTYPE2'] += '-SIP'
            out.append(fits.ImageHDU(np.zeros((8, 10), 'i2'), h))
            h = base(); h['WCSAXES'] = 3; h['CTYPE3'] = 'WAVE'; h['CRVAL3'] = 5e-7; h['CDELT3'] = 1e-9; h['CRPIX3'] = 1.0
            out.append(fits.ImageHDU(np.zeros((8, 10), 'i2'), h))
            h = base(); h['CROTA2'] = 20.0; del h['CDELT1'], h['CDELT2']; h['CD1_1'] = -1e-4; h['CD2_2'] = 1e-4
            out.append(fits.ImageHDU(np.zeros((8, 10), 'i2'), h))
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(6);
    }

    [Fact]
    public async Task Columns_of_every_form_scaling_and_missing_number_agree()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("columns.fits");
        await Astropy.RunAsync(
            """
            out = [fits.PrimaryHDU()]
            n = [3, 7, 120]
            for f in 'BIJK':
                out.append(fits.BinTableHDU.from_columns([fits.Column('A', f, null=7, array=np.array(n)), fits.Column('B', '2' + f, null=7, array=np.array([[7, 1], [2, 7], [7, 7]]))]))
                h = fits.BinTableHDU.from_columns([fits.Column('A', f, array=np.array(n)), fits.Column('B', '3' + f, array=np.arange(9).reshape(3, 3))])
                h.header['TSCAL1'] = 0.5; h.header['TSCAL2'] = 2.0
                if f != 'K': h.header['TZERO1'] = -3.0
                out.append(h)
            for f, z in (('B', -128), ('I', 32768), ('J', 2147483648)):
                h = fits.BinTableHDU.from_columns([fits.Column('A', f, array=np.array(n)), fits.Column('B', '2' + f, array=np.arange(6).reshape(3, 2))])
                h.header['TZERO1'] = z; h.header['TZERO2'] = z; h.header['TSCAL2'] = 1.0; out.append(h)
            for f in 'ED':
                h = fits.BinTableHDU.from_columns([fits.Column('A', f, array=np.array([1.5, np.nan, -0.0])), fits.Column('B', '2' + f, array=np.arange(6.).reshape(3, 2))]); out.append(h)
            for f, t in (('B', 'u1'), ('I', 'i2'), ('J', 'i4'), ('K', 'i8'), ('E', 'f4'), ('D', 'f8'), ('C', 'c8'), ('M', 'c16')):
                for p in 'PQ':
                    v = np.empty(3, object); v[:] = [np.arange(3).astype(t), np.zeros(0, t), np.ones(1, t)]
                    out.append(fits.BinTableHDU.from_columns([fits.Column('V', f'{p}{f}()', array=v), fits.Column('I', 'J', array=np.array(n))]))
            out.append(fits.BinTableHDU.from_columns([fits.Column('S', '8A', array=np.array(['a', ' b ', 'trail   '])), fits.Column('T', 'A', array=np.array(['x', '', 'y'])), fits.Column('L', '3L', array=np.array([[True, False, True]] * 3)),
                fits.Column('X', '1X', array=np.array([[True], [False], [True]])), fits.Column('W', '9X', array=np.arange(27).reshape(3, 9) % 2 == 0)]))
            h = fits.BinTableHDU.from_columns([fits.Column('D', '12J', dim='(3,2,2)', array=np.arange(36).reshape(3, 2, 2, 3)), fits.Column('E', '6E', array=np.arange(18.).reshape(3, 6), unit='mag', disp='F8.3')]); out.append(h)
            h = fits.BinTableHDU.from_columns([fits.Column('N1', 'J', array=np.array(n)), fits.Column('N2', 'J', array=np.array(n))]); out.append(h)
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(33);
    }

    [Fact]
    public async Task Tiles_with_missing_pixels_scalings_and_odd_shapes_agree()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("tiles.fits");
        await Astropy.RunAsync(
            """
            r = np.random.default_rng(5)
            out = [fits.PrimaryHDU()]
            for code in ('RICE_1', 'GZIP_1', 'GZIP_2'):
                for shape, tile in (((17, 23), (7, 5)), ((17, 23), (23, 17)), ((16, 16), (16, 4)), ((5, 40), (40, 5))):
                    out.append(fits.CompImageHDU(r.integers(-3000, 3000, shape).astype('i2'), compression_type=code, tile_size=list(tile)))
            for t in ('i1', 'u2', 'u4'):
                n = np.iinfo(t); out.append(fits.CompImageHDU(r.integers(n.min, n.max, (9, 11), dtype=t, endpoint=True), compression_type='GZIP_1'))
            for code in ('RICE_1', 'GZIP_2'):
                sky = r.normal(0, 1e-3, (12, 200)).astype('f4'); sky[3] = np.nan; sky[4, :7] = np.nan; sky[5] = 0; sky[6] = 1.25; sky[7, 3] = np.inf
                for method in (-1, 1, 2): out.append(fits.CompImageHDU(sky, compression_type=code, quantize_level=16, quantize_method=method, dither_seed=10000))
                out.append(fits.CompImageHDU(sky, compression_type=code, quantize_level=-1e-4, quantize_method=-1))
            out.append(fits.CompImageHDU(r.integers(0, 99, 300).astype('i4'), compression_type='RICE_1'))
            h = fits.CompImageHDU(np.array([[1, 2, -9], [4, -9, 6]] * 4, 'i2'), compression_type='RICE_1'); h.header['BLANK'] = -9; h.header['BSCALE'] = 0.5; h.header['BZERO'] = 10.0; out.append(h)
            fits.HDUList(out).writeto(sys.argv[1])
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(26);
    }

    [Fact]
    public async Task Cards_that_other_programs_write_read_alike()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("cards.fits");
        await Astropy.RunAsync(
            """
            raw = ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0",
                "PLUS    = +5", "DOT     = .5", "TAIL    = 5.", "EXP     = 1.E5", "LOWER   = 1e-5", "FORTRAN = -1.25D-10", "NOSPACE =3/comment", "FREE    =    7    / free",
                "TEXT    = 'a''b'   / quotes", "BLANKTXT= '        '", "NULLTXT = ''", "SHORT   = 'x'/no blank", "SLASH   = 'a / b' / c", "TRUE    = T", "FALSE   = F /",
                "COMPLEX = (1.5, -2)", "HUGE    = 123456789012345678901", "VOID    =                      / nothing", "UNDER_SC= 1", "HY-PHEN = 2", "1DIGIT  = 3",
                "LONGTXT = 'the first part of it, which goes on and on until the card ends the&'", "CONTINUE  're, and further&'", "CONTINUE  ' till here' / at last",
                "AMP     = 'ends with &'", "HIERARCH ESO INS MODE = 'high'", "HIERARCH ESO  TWO  BLANKS = 4", "HIERARCH a.b-c/d = 1.5 / text",
                "COMMENT = 5", "HISTORY no value", "        a blank keyword", "NOVALUE without any", "DATE-OBS= '2020-01-01T00:00:00'", "END"]
            data = b''.join(x.encode().ljust(80) for x in raw); data += b' ' * (-len(data) % 2880)
            open(sys.argv[1], 'wb').write(data)
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(1);
    }

    [Fact]
    public async Task Images_with_odd_axes_and_offsets_agree()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("odd.fits");
        await Astropy.RunAsync(
            """
            out = [fits.PrimaryHDU(np.arange(12, dtype='u2').reshape(3, 4))]
            for t, z in (('i2', 32768), ('i4', 2147483648), ('i2', -32768), ('u1', 1), ('i4', 0.5), ('i8', 100)):
                h = fits.ImageHDU(np.arange(6, dtype=t).reshape(2, 3)); h.header['BZERO'] = z; out.append(h)
            for shape in ((1, 1), (1, 7), (7, 1), (1, 1, 5), (2, 1, 5), (4, 1, 1, 3)): out.append(fits.ImageHDU(np.arange(np.prod(shape), dtype='f8').reshape(shape)))
            for t in ('u1', 'i2', 'i4', 'i8'):
                h = fits.ImageHDU(np.array([[5, 6, 7]], t)); h.header['BLANK'] = 6; out.append(h)
            h = fits.ImageHDU(np.array([[5, 6, 7]], 'f4')); h.header['BLANK'] = 6; out.append(h)
            fits.HDUList(out).writeto(sys.argv[1], output_verify='ignore')
            """, path);

        (await AstropyWalk.CompareAsync(path)).ShouldBe(18);
    }
}

using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>What astropy writes is read here, and what is written here astropy reads.</summary>
public sealed class AstropyTableTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, TableFormat> Formats() => new()
    {
        { "fits", "fits", TableFormat.Fits },
        { "ecsv", "ascii.ecsv", TableFormat.Ecsv },
        { "vot", "votable", TableFormat.Votable },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Astropy_reads_what_is_written(string extension, string name, TableFormat format)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table." + extension);
        var table = TableSamples.Everything();
        await TableFile.WriteAsync(path, table, format, Cancel);

        string printed = await Astropy.RunAsync(AstropyLines.Script + $"\nt = Table.read(sys.argv[1], format='{name}'); print(lines(t)); print(t['flux'].unit, t['flux'].description)", path);

        var expected = TableSamples.ExactLines(table).Append("nJy what \"arrives\": all of it").ToList();
        // astropy takes NaN for a missing value there.
        if (format != TableFormat.Ecsv)
            expected[1] = expected[1].Replace("NaN", "--", StringComparison.Ordinal);
        printed.Split('\n').ShouldBe(expected);
    }

    [Theory]
    [InlineData("fits", "fits", "")]
    [InlineData("ecsv", "ascii.ecsv", "")]
    [InlineData("ecsv", "ascii.ecsv", ", delimiter=','")]
    [InlineData("ecsv", "ascii.ecsv", ", serialize_method='data_mask'")]
    [InlineData("vot", "votable", ", tabledata_format='tabledata'")]
    [InlineData("vot", "votable", ", tabledata_format='binary'")]
    [InlineData("vot", "votable", ", tabledata_format='binary2'")]
    public async Task What_astropy_writes_is_read(string extension, string name, string options)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table." + extension);
        string printed = await Astropy.RunAsync(AstropyLines.Script +
            $"""

            t = Table()
            t['k'] = np.array([1, -2, 1 << 40])
            t['d'] = np.array([0.1, -1e300, 2.5]); t['d'].unit = 'mJy'; t['d'].description = 'some: "words"'
            t['f'] = np.array([0.5, 1e10, -3], 'f4')
            t['i'] = MaskedColumn(np.array([1, 2, 3], 'i4'), mask=[False, 'binary' not in sys.argv[2], False])
            t['h'] = np.array([1, -2, 3], 'i2')
            t['u'] = np.array([1, 200, 255], 'u1')
            t['b'] = [True, False, True]
            t['s'] = ['one', 'two words', 'x']
            t['a'] = np.arange(12.).reshape(3, 2, 2)
            t['n'] = np.arange(6, dtype='i2').reshape(3, 2)
            t['c'] = np.array([1+2j, 3, -4.5j])
            if '{extension}' == 'ecsv':
                v = np.empty(3, object); v[:] = [np.array([1., 2.]), np.array([]), np.array([3.])]
                t['v'] = v
            t.write(sys.argv[1], format='{name}'{options})
            print(lines(t))
            """, path, options);

        var table = await TableFile.ReadAsync(path, cancellationToken: Cancel);

        TableSamples.ExactLines(table).ShouldBe(printed.Split('\n'));
        table["d"].Definition.Unit.ShouldBe("mJy");
        table["d"].Definition.Description.ShouldBe("some: \"words\"");
        table["a"].Definition.Shape.ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Special_columns_of_fits_are_read()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.fits");
        await Astropy.RunAsync(
            """
            v = np.empty(3, object); v[:] = [np.array([1, 2], 'i2'), np.array([], 'i2'), np.array([-3], 'i2')]
            s = np.empty(3, object); s[:] = ['ab', '', 'cde']
            c = [fits.Column('bits', '11X', array=np.array([[i == 0 or i == j for i in range(11)] for j in (1, 5, 10)])),
                 fits.Column('u16', 'I', bzero=32768, array=np.array([0, 65535, 7], 'u2')),
                 fits.Column('u64', 'K', bzero=1 << 63, array=np.array([0, (1 << 64) - 1, 7], 'u8')),
                 fits.Column('scaled', 'I', array=[0, 1, -2]),
                 fits.Column('null', 'J', null=-99, array=[1, -99, 3]),
                 fits.Column('series', 'PI()', array=v), fits.Column('wide', 'QI()', array=v), fits.Column('texts', 'PA()', array=s),
                 fits.Column('names', '6A', dim='(2,3)', array=[['a', 'bb', 'c'], ['d', 'e', 'f'], ['g', 'h', 'ii']]),
                 fits.Column('pair', 'C', array=np.array([1+2j, 3, 4j], 'c8')), fits.Column('none', '0D', array=np.empty((3, 0)))]
            h = fits.BinTableHDU.from_columns(c, name='CAT'); h.header['HIERARCH long keyword'] = 5; h.header['COMMENT'] = 'said'; h.header['TSCAL4'] = 0.5; h.header['TZERO4'] = 10
            fits.HDUList([fits.PrimaryHDU(), fits.BinTableHDU.from_columns(c[:1]), h]).writeto(sys.argv[1])
            """, path);

        var table = await TableFile.ReadAsync(path, new TableReadOptions { Which = "cat" }, Cancel);

        TableSamples.Lines(table).ShouldBe(
        [
            "bits bool[11]: True True False False False False False False False False False | True False False False False True False False False False False | True False False False False False False False False False True",
            "u16 uint16: 0 | 65535 | 7",
            "u64 uint64: 0 | 18446744073709551615 | 7",
            "scaled float64: 10 | 10.5 | 9",
            "null int32: 1 | -- | 3",
            "series int16[...]: 1 2 |  | -3",
            "wide int16[...]: 1 2 |  | -3",
            "texts string: ab |  | cde",
            "names string[3]: a bb c | d e f | g h ii",
            "pair complex64: <1; 2> | <3; 0> | <0; 4>",
            "none float64[0]:  |  | ",
        ]);
        table.Metadata["EXTNAME"].ShouldBe("CAT");
        table.Metadata["long keyword"].ShouldBe(5L);
        table.Metadata["comments"].ShouldBe(new List<object?> { "said" });
    }

    [Fact]
    public async Task Objects_of_astropy_are_read_as_their_columns_and_written_again()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.ecsv"), again = folder.File("again.ecsv");
        await Astropy.RunAsync(
            """
            from astropy.table import QTable
            from astropy.time import Time
            from astropy.coordinates import SkyCoord
            import astropy.units as u
            t = QTable(); t['q'] = [1, 2.5] * u.m; t['t'] = Time(['2020-01-01', '2021-06-01']); t['sky'] = SkyCoord([10, 20] * u.deg, [-5, 6] * u.deg)
            t.meta['deep'] = {'list': [1, 2.5, None, True, 'a: b']}
            t.write(sys.argv[1], format='ascii.ecsv')
            """, path);

        var table = await TableFile.ReadAsync(path, cancellationToken: Cancel);
        await TableFile.WriteAsync(again, table, TableFormat.Ecsv, Cancel);

        TableSamples.Lines(table).ShouldBe(
        [
            "q float64: 1 | 2.5", "t string: 2020-01-01 00:00:00.000 | 2021-06-01 00:00:00.000",
            "sky.ra float64: 10 | 20", "sky.dec float64: -5 | 6",
        ]);
        (await Astropy.RunAsync(
            """
            from astropy.table import QTable
            t = QTable.read(sys.argv[1], format='ascii.ecsv')
            print(t['q'][1], t['t'][1].isot, t['sky'][1].dec.deg, t.meta['deep'])
            """, again)).ShouldBe("2.5 m 2021-06-01T00:00:00.000 6.0 {'list': [1, 2.5, None, True, 'a: b']}");
    }

    [Fact]
    public async Task Every_table_of_the_shared_files_reads_as_astropy_reads_it()
    {
        string[] folders = [SharedFiles.Golden("."), SharedFiles.Data(".")];
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(Path.GetFullPath(folder), "*.*", SearchOption.AllDirectories));
        string[] paths = [.. files.Where(path => path.EndsWith(".fits", StringComparison.Ordinal) || path.EndsWith(".ecsv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string printed = await Astropy.RunAsync(AstropyLines.Script +
            """

            for path in sys.argv[1:]:
                if path.endswith('.ecsv'):
                    print(f'{path}#0'); print(lines(Table.read(path, format='ascii.ecsv'))); continue
                with fits.open(path, disable_image_compression=True) as hdus:
                    for i, h in enumerate(hdus):
                        if isinstance(h, fits.BinTableHDU) and not h.header.get('ZIMAGE'):
                            t = Table.read(path, hdu=i, mask_invalid=False) if len(set(h.columns.names)) == len(h.columns.names) else None
                            if t is not None: print(f'{path}#{i}'); print(lines(t[-100:]))
            """, paths);

        var expected = new List<string>();
        string? current = null;
        int compared = 0;
        foreach (string line in printed.Split('\n').Append("#end"))
        {
            bool begins = line.StartsWith('/') || line == "#end";
            if (!begins)
            {
                expected.Add(line);
                continue;
            }

            if (current is not null)
            {
                int cut = current.LastIndexOf('#');
                bool isText = current[..cut].EndsWith(".ecsv", StringComparison.Ordinal);
                var table = await TableFile.ReadAsync(current[..cut], new TableReadOptions { Which = isText ? null : current[(cut + 1)..] }, Cancel);
                int from = Math.Max(0, table.RowCount - 100);
                string[][] lines = [[.. TableSamples.ExactLines(table.Slice(from, table.RowCount - from))], [.. expected.Where(text => text.Length > 0)]];
                lines[0].Length.ShouldBe(lines[1].Length, current);
                for (int i = 0; i < lines[0].Length; i++)
                    (lines[0][i].TrimEnd() == lines[1][i].TrimEnd()).ShouldBeTrue($"{current}: {lines[0][i]} is {lines[1][i]}");
                compared++;
            }

            (current, expected) = (line, []);
        }

        compared.ShouldBeGreaterThan(10);
    }
}

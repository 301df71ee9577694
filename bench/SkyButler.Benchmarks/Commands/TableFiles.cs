using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Benchmarks.Commands;

/// <summary>A FITS table of ten million rows: written, read, and read in part, beside astropy in the same run; and the cost of copying its bytes.</summary>
internal sealed class TableFiles : IBenchmark
{
    private const int BatchRows = 100_000;

    /// <inheritdoc />
    public string Name => "tables";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(bench.Folder.Fresh("tables")).FullName;
        string own = Path.Combine(folder, "own.fits"), other = Path.Combine(folder, "astropy.fits"), copy = Path.Combine(folder, "copy.fits");
        yield return await StreamedAsync(bench, own, copy, cancellationToken);
        var table = Make(checked((int)bench.Rows));
        var count = table.RowCount.ToString("N0", CultureInfo.InvariantCulture);
        async Task<Sample> WriteAsync()
        {
            File.Delete(own);
            return await Repeat.TimeAsync(() => TableFile.WriteAsync(own, table, TableFormat.Fits, cancellationToken));
        }

        var write = await PairAsync(bench, WriteAsync,
            () => AstropyRun.TimeAsync("t = Table.read(sys.argv[1])", "t.write(sys.argv[2], overwrite=True)", [own, other], cancellationToken));
        yield return Beside($"write a FITS table of {count} rows, 7 columns; bare: astropy", write);

        async Task<Sample> ReadAsync(TableReadOptions? options = null) => await Repeat.TimeAsync(() => TableFile.ReadAsync(own, options, cancellationToken));
        var read = await PairAsync(bench, () => ReadAsync(), () => AstropyRun.TimeAsync("", "t = Table.read(sys.argv[1])", [own], cancellationToken));
        yield return Beside("read it whole; bare: astropy, whose numbers stay in the file's byte order", read);

        const string toNative = "; [np.ascontiguousarray(t[n], t[n].dtype.newbyteorder('=')) for n in t.colnames]";
        var native = await PairAsync(bench, () => ReadAsync(), () => AstropyRun.TimeAsync("", "t = Table.read(sys.argv[1])" + toNative, [own], cancellationToken));
        yield return Beside("the same; bare: astropy, its columns made contiguous and native", native);

        var two = new TableReadOptions { Columns = ["ra", "dec"] };
        const string mapped = "h = fits.open(sys.argv[1], memmap=True); a = np.array(h[1].data['ra'], 'f8'); b = np.array(h[1].data['dec'], 'f8')";
        var part = await PairAsync(bench, () => ReadAsync(two), () => AstropyRun.TimeAsync("", mapped, [own], cancellationToken));
        yield return Beside("read two of its columns; bare: astropy with a memory map", part);

        var copying = await PairAsync(bench, () => ReadAsync(), () => ProgramRun.TimeAsync("cp", [own, copy], cancellationToken));
        yield return new() { Work = "read it whole; bare: `cp`", Sample = copying.Work, Bare = copying.Bare.Time, BareRatio = copying.Ratio };
    }

    // Before the whole table is in memory, which would hide what this takes.
    private static async Task<Figure> StreamedAsync(Bench bench, string own, string copy, CancellationToken cancellationToken)
    {
        var batch = Make(BatchRows);
        var starts = Enumerable.Range(0, BatchRows + 1).Select(row => row / 2 * 3).ToArray();
        var series = new RaggedColumn<float>(new ColumnDefinition("series", ColumnType.Float32) { IsRagged = true }, new float[starts[^1]], starts);
        batch = new Table([.. batch.Columns, series], batch.Metadata);
        var count = bench.Rows / BatchRows * BatchRows;
        async Task WriteAsync()
        {
            File.Delete(own);
            await using var writer = FitsWriter.Create(own);
            await writer.WriteTableAsync(Enumerable.Repeat(batch, (int)(bench.Rows / BatchRows)).Prepend(batch.Slice(0, 0)).ToAsyncEnumerable(), cancellationToken: cancellationToken, textLength: 1);
        }

        var (work, bare, ratio) = await PairAsync(bench, () => Repeat.TimeAsync(WriteAsync), () => ProgramRun.TimeAsync("cp", [own, copy], cancellationToken));
        var peak = await PeakMemory.OfAsync(WriteAsync);
        File.Delete(own);
        return new()
        {
            Work = $"write a FITS table of {count.ToString("N0", CultureInfo.InvariantCulture)} rows out of batches, 8 columns, of which one has arrays of differing length; bare: `cp`",
            Sample = work,
            Bare = bare.Time,
            BareRatio = ratio,
            PeakBytes = peak,
        };
    }

    // The goal is to be no slower.
    private static Figure Beside(string work, (Sample Work, Sample Bare, double Ratio) pair) =>
        new() { Work = work, Sample = pair.Work, Bare = pair.Bare.Time, BareRatio = pair.Ratio, RatioLimit = 1 };

    private static Task<(Sample Work, Sample Bare, double Ratio)> PairAsync(Bench bench, Func<Task<Sample>> own, Func<Task<Sample>> astropy) =>
        Repeat.PairAsync(bench.Repetitions, own, astropy);

    private static Table Make(int rows)
    {
        var random = new Random(1);
        string[] bands = ["u", "g", "r", "i", "z", "y"];
        T[] Column<T>(Func<int, T> of)
        {
            var values = new T[rows];
            for (var i = 0; i < rows; i++)
                values[i] = of(i);
            return values;
        }

        return new Table(
        [
            new Column<long>("id", Column(i => (1L << 40) + i)),
            new Column<double>("ra", Column(_ => 360 * random.NextDouble()), "deg"),
            new Column<double>("dec", Column(_ => (180 * random.NextDouble()) - 90), "deg"),
            new Column<float>("flux", Column(_ => random.NextSingle()), "nJy"),
            new Column<float>("flux_error", Column(_ => random.NextSingle()), "nJy"),
            new Column<int>("flags", Column(_ => random.Next())),
            new Column<string>("band", Column(i => bands[i % bands.Length])),
        ]);
    }
}

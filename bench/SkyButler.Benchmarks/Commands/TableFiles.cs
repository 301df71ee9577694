using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Benchmarks.Commands;

/// <summary>A FITS table of ten million rows: written, read, and read in part, beside astropy in the same run; and the cost of copying its bytes.</summary>
internal sealed class TableFiles : IBenchmark
{
    private const string Python = "/usr/bin/python3";

    /// <inheritdoc />
    public string Name => "tables";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = bench.Folder.Fresh("tables");
        string own = Path.Combine(folder, "own.fits"), other = Path.Combine(folder, "astropy.fits"), copy = Path.Combine(folder, "copy.fits");
        var table = Make(checked((int)bench.Rows));
        var count = table.RowCount.ToString("N0", CultureInfo.InvariantCulture);
        async Task<Sample> WriteAsync()
        {
            File.Delete(own);
            return await Repeat.TimeAsync(() => TableFile.WriteAsync(own, table, TableFormat.Fits, cancellationToken));
        }

        var (write, writeAstropy, _) = await PairAsync(bench, WriteAsync,
            () => AstropyAsync("t = Table.read(sys.argv[1])", "t.write(sys.argv[2], overwrite=True)", [own, other], cancellationToken));
        yield return new() { Work = $"write a FITS table of {count} rows, 7 columns; reference: astropy", Sample = write, Reference = writeAstropy.Time };

        async Task<Sample> ReadAsync(TableReadOptions? options = null) => await Repeat.TimeAsync(() => TableFile.ReadAsync(own, options, cancellationToken));
        var (read, readAstropy, _) = await PairAsync(bench, () => ReadAsync(), () => AstropyAsync("", "t = Table.read(sys.argv[1])", [own], cancellationToken));
        var bare = await Repeat.MedianAsync(bench.Repetitions, () => ProgramRun.TimeAsync("cp", [own, copy], cancellationToken));
        yield return new()
        {
            Work = $"read it whole, strings too; reference: astropy, whose numbers stay in the file's byte order; bare: `cp`",
            Sample = read,
            Reference = readAstropy.Time,
            Bare = bare.Time,
            BareRatio = read.Time / bare.Time,
        };

        var (native, nativeAstropy, _) = await PairAsync(bench, () => ReadAsync(),
            () => AstropyAsync("", "t = Table.read(sys.argv[1]); [np.ascontiguousarray(t[n], t[n].dtype.newbyteorder('=')) for n in t.colnames]", [own], cancellationToken));
        yield return new() { Work = "the same; reference: astropy, and its columns made contiguous and native", Sample = native, Reference = nativeAstropy.Time };

        var two = new TableReadOptions { Columns = ["ra", "dec"] };
        var (part, partAstropy, _) = await PairAsync(bench, () => ReadAsync(two),
            () => AstropyAsync("", "h = fits.open(sys.argv[1], memmap=True); a = np.array(h[1].data['ra'], 'f8'); b = np.array(h[1].data['dec'], 'f8')", [own], cancellationToken));
        yield return new() { Work = "read two of its columns; reference: astropy with a memory map", Sample = part, Reference = partAstropy.Time };
    }

    private static Task<(Sample Work, Sample Bare, double Ratio)> PairAsync(Bench bench, Func<Task<Sample>> own, Func<Task<Sample>> astropy) =>
        Repeat.PairAsync(bench.Repetitions, own, astropy);

    // The time of the work alone, as Python's own clock has it: without its start and imports.
    private static async Task<Sample> AstropyAsync(string prepare, string work, string[] arguments, CancellationToken cancellationToken)
    {
        var script = $"import sys, time\nimport numpy as np\nfrom astropy.io import fits\nfrom astropy.table import Table\n{prepare}\nb = time.perf_counter(), time.process_time()\n{work}\n"
            + "print(time.perf_counter() - b[0], time.process_time() - b[1])";
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"astropy failed; is it installed (apt-get install python3-astropy)?\n{script}");
        var times = output.Split(' ').Select(text => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture))).ToList();
        return new(times[0], times[1]);
    }

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

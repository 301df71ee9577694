using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Parquet;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;

namespace SkyButler.Benchmarks.Commands;

/// <summary>A Parquet file of five million rows and nine columns: written, read, and read in part, beside pyarrow's times and the cost of reading the file's bytes.</summary>
internal sealed class ParquetFiles : IBenchmark
{
    private const int UsualRows = 5_000_000;
    private const int Piece = 4 << 20;
    private const double Enough = 1.5;

    /// <inheritdoc />
    public string Name => "parquet";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(bench.Folder.Fresh("parquet")).FullName;
        string snappy = Path.Combine(folder, "snappy.parquet"), zstd = Path.Combine(folder, "zstd.parquet");
        var table = Make(bench.Rows == Bench.ManyRows ? UsualRows : checked((int)bench.Rows));
        var rows = table.RowCount.ToString("N0", CultureInfo.InvariantCulture);
        // The reference's times are for as many rows as are usual here.
        var size = (double)table.RowCount / UsualRows;

        var write = await Repeat.MedianAsync(bench.Repetitions, () => WriteAsync(snappy, table, CompressionCodec.Snappy, cancellationToken));
        var megabytes = new FileInfo(snappy).Length / 1e6;
        yield return Beside(string.Create(CultureInfo.InvariantCulture, $"write {rows} rows, 9 columns, as Parquet with Snappy ({megabytes:F0} MB)"), write, size * ReferenceFigures.ParquetWrite);
        yield return new() { Work = "the same with zstd", Sample = await Repeat.MedianAsync(bench.Repetitions, () => WriteAsync(zstd, table, CompressionCodec.Zstd, cancellationToken)) };

        var read = await Repeat.PairAsync(bench.Repetitions, () => ReadAsync(snappy, null, cancellationToken), () => BareAsync(snappy, cancellationToken));
        var peak = await PeakMemory.OfAsync(() => ReadAsync(snappy, null, cancellationToken));
        yield return Beside("read it whole; bare: reading its bytes", read.Work, size * ReferenceFigures.ParquetRead) with { Bare = read.Bare.Time, BareRatio = read.Ratio, PeakBytes = peak };
        yield return new() { Work = "the same with zstd", Sample = await Repeat.MedianAsync(bench.Repetitions, () => ReadAsync(zstd, null, cancellationToken)) };

        IReadOnlyList<string> two = ["ra", "dec"];
        var part = await Repeat.MedianAsync(bench.Repetitions, () => ReadAsync(snappy, two, cancellationToken));
        yield return Beside("read two of its columns", part, size * ReferenceFigures.ParquetReadTwo);

        yield return new() { Work = "read it in batches", Sample = await Repeat.MedianAsync(bench.Repetitions, () => BatchesAsync(snappy, cancellationToken)), PeakBytes = await PeakMemory.OfAsync(() => BatchesAsync(snappy, cancellationToken)) };
    }

    private static Figure Beside(string work, Sample sample, TimeSpan reference) =>
        new() { Work = work, Sample = sample, Reference = reference, ReferenceShare = Enough };

    private static Task<Sample> WriteAsync(string path, ParquetBatch table, CompressionCodec codec, CancellationToken cancellationToken) => Repeat.TimeAsync(async () =>
    {
        await using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await using var writer = ParquetWriter.Create(stream, table.Schema, new() { Codec = codec });
        await writer.WriteAsync(table, cancellationToken);
        await writer.CompleteAsync(cancellationToken);
    });

    private static Task<Sample> ReadAsync(string path, IReadOnlyList<string>? columns, CancellationToken cancellationToken) => Repeat.TimeAsync(async () =>
    {
        using var reader = await ParquetReader.OpenAsync(path, cancellationToken);
        await reader.ReadAsync(new() { Columns = columns }, cancellationToken);
    });

    private static Task<Sample> BatchesAsync(string path, CancellationToken cancellationToken) => Repeat.TimeAsync(async () =>
    {
        using var reader = await ParquetReader.OpenAsync(path, cancellationToken);
        await foreach (var batch in reader.ReadBatchesAsync(cancellationToken: cancellationToken))
            _ = batch.RowCount;
    });

    private static Task<Sample> BareAsync(string path, CancellationToken cancellationToken) => Repeat.TimeAsync(async () =>
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous);
        var buffer = new byte[Piece];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    });

    private static ParquetBatch Make(int rows)
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

        return new(
            new ValueColumn<long>("id", Column(i => (1L << 40) + i)),
            new ValueColumn<double>("ra", Column(_ => 360 * random.NextDouble())),
            new ValueColumn<double>("dec", Column(_ => (180 * random.NextDouble()) - 90)),
            new ValueColumn<double>("flux", Column(_ => random.NextDouble())),
            new ValueColumn<double>("flux_error", Column(_ => random.NextDouble())),
            new ValueColumn<double>("x", Column(_ => 4096 * random.NextDouble())),
            new ValueColumn<double>("y", Column(_ => 4096 * random.NextDouble())),
            new ValueColumn<int>("detector", Column(_ => random.Next(189))),
            BinaryColumn.FromStrings("band", Column(i => bands[i % bands.Length])));
    }
}

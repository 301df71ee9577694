using System.Diagnostics;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Tables that CFITSIO's <c>fpack</c> compressed.</summary>
public sealed class CompressedTableTests
{
    private const string Packer = "/usr/bin/fpack";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_compressed_table_holds_what_the_plain_one_does()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.fits"), packed = folder.File("table.fits.fz");
        await WriteAsync(path, rows: 30_000);
        await PackAsync(path, packed);

        var plain = await TableFile.ReadAsync(path, cancellationToken: Cancel);
        var table = await TableFile.ReadAsync(packed, cancellationToken: Cancel);
        var part = await TableFile.ReadAsync(packed, new TableReadOptions { Columns = ["d", "s"], FirstRow = 29_990, RowCount = 5 }, Cancel);

        table.RowCount.ShouldBe(30_000);
        TableSamples.ExactLines(table).ShouldBe(TableSamples.ExactLines(plain));
        TableSamples.ExactLines(part).ShouldBe(TableSamples.ExactLines(plain.Select("d", "s").Slice(29_990, 5)));
    }

    [Fact]
    public async Task Arrays_of_differing_length_are_refused_with_what_to_do()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.fits"), packed = folder.File("table.fits.fz");
        var series = new RaggedColumn<int>(new ColumnDefinition("series", ColumnType.Int32) { IsRagged = true }, new int[60_000], Enumerable.Range(0, 30_001).Select(i => 2 * i).ToArray());
        await TableFile.WriteAsync(path, new Table([series, new Column<int>("number", new int[30_000])]), TableFormat.Fits, Cancel);
        await PackAsync(path, packed);

        (await Should.ThrowAsync<FitsFormatException>(() => TableFile.ReadAsync(packed, cancellationToken: Cancel))).Message.ShouldContain("run funpack");
    }

    private static Task WriteAsync(string path, int rows)
    {
        var random = new Random(7);
        T[] Make<T>(Func<int, T> of) => [.. Enumerable.Range(0, rows).Select(of)];
        var table = new Table(
        [
            new Column<long>("k", Make(i => (1L << 40) + (7 * i))),
            new Column<int>("j", Make(i => i / 3)),
            new Column<short>("i", Make(i => (short)random.Next(-100, 100))),
            new Column<byte>("b", Make(_ => (byte)random.Next(256))),
            new Column<double>("d", Make(_ => random.NextDouble())),
            new Column<float>("e", Make(_ => random.NextSingle())),
            new Column<string>("s", Make(i => "abc"[..(1 + (i % 3))])),
            new Column<bool>("l", Make(i => i % 5 == 0)),
            new Column<System.Numerics.Complex>("m", Make(i => new System.Numerics.Complex(i, random.NextDouble()))),
            new Column<ushort>("u", Make(i => (ushort)(i + 30_000))),
            new Column<float>(new ColumnDefinition("v", ColumnType.Float32) { Shape = [2] }, Enumerable.Range(0, 2 * rows).Select(i => i * 0.25f).ToArray()),
        ]);
        return TableFile.WriteAsync(path, table, TableFormat.Fits, Cancel);
    }

    private static async Task PackAsync(string path, string packed)
    {
        Assert.SkipUnless(File.Exists(Packer), "fpack isn't installed: apt-get install libcfitsio-bin");
        using var process = Process.Start(new ProcessStartInfo(Packer, ["-tableonly", "-O", packed, path]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0);
    }
}

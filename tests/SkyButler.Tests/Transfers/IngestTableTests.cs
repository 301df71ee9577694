using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging.Tables;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;
using SkyButler.Transfers.Tables;

namespace SkyButler.Tests.Transfers;

public sealed class IngestTableTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t.csv", "file,exposure,band\na.fits,1,g\n\"b,c.fits\",2,r\n")]
    [InlineData("t.ecsv", "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: file, datatype: string}\n# - {name: exposure, datatype: int64}\n# - {name: band, datatype: string}\n# schema: astropy-2.0\nfile exposure band\na.fits 1 g\n\"b,c.fits\" 2 r\n")]
    [InlineData("t2.ecsv", "# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n# - {name: file, datatype: string}\nfile,exposure,band\na.fits,1,g\n\"b,c.fits\",2,r\n")]
    [InlineData("t.txt", "file exposure band\na.fits 1 g\nb,c.fits 2 r\n")]
    public async Task Text_tables_are_read(string name, string text)
    {
        await File.WriteAllTextAsync(folder.File(name), text, TestContext.Current.CancellationToken);
        await CheckAsync(name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fits_table_is_read(bool compressed)
    {
        await WriteAsync("t.fits", Table("8A", "a.fits  b,c.fits", "1J", 1, 2, "1A", "gr"), compressed);
        await CheckAsync("t.fits");
    }

    [Fact]
    public async Task A_table_in_Parquet_is_read()
    {
        var table = new Table([new Column<string>("file", new[] { "a.fits", "b,c.fits" }), new Column<int>("exposure", new[] { 1, 2 }), new Column<string>("band", new[] { "g", "r" })]);
        await ParquetTable.WriteAsync(folder.File("t.parq"), table, TestContext.Current.CancellationToken);
        await CheckAsync("t.parq");
        await File.WriteAllTextAsync(folder.File("t.parquet"), "PAR1 and nothing else", TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<IngestTableException>(() => CheckAsync("t.parquet"))).Message.ShouldContain("t.parquet");
    }

    [Fact]
    public async Task A_table_in_a_remote_store_is_read()
    {
        var token = TestContext.Current.CancellationToken;
        var stores = ResourceStores.Local.With("mem", new MemoryResourceStore());
        await stores.WriteAllBytesAsync(ResourcePath.Parse("mem://night/t.csv"), "file,exposure,band\na.fits,1,g\n"u8.ToArray(), token);
        var table = await IngestTableReader.ReadFileAsync("mem://night/t.csv", stores, token);
        table.Columns.ShouldBe(["file", "exposure", "band"]);
        table.Rows.ShouldHaveSingleItem().Cells.ShouldBe(["a.fits", "1", "g"]);
        table.Source.ShouldBe("mem://night/t.csv");
        await WriteAsync("t.fits", Table("8A", "a.fits  b,c.fits", "1E", 1, 2, "1A", "gr"), compressed: false);
        await stores.WriteAllBytesAsync(ResourcePath.Parse("mem://night/t.fits"), await File.ReadAllBytesAsync(folder.File("t.fits"), token), token);
        (await Should.ThrowAsync<IngestTableException>(() => IngestTableReader.ReadFileAsync("mem://night/t.fits", stores, token))).Message.ShouldStartWith("mem://night/t.fits: ");
        foreach (var missing in (string[])["mem://night/none.csv", folder.File("none.csv")])
            (await Should.ThrowAsync<IngestTableException>(() => IngestTableReader.ReadFileAsync(missing, stores, token))).Message.ShouldBe($"The table file '{missing}' does not exist.");
    }

    [Theory]
    [InlineData("\\fixlen = T\n|file  |exposure|\n|char  |int     |\n a.fits 1\n", "IPAC")]
    [InlineData("|  file|exposure|\n|  char|     int|\n a.fits        1\n", "IPAC")]
    [InlineData("| file | exposure |\n| a | 1 |\n", "fixed width")]
    [InlineData("  file exposure\n------ --------\na.fits        1\n", "fixed width")]
    [InlineData("# made by hand\nfile\texposure\n10S\tN\na.fits\t1\n", "RDB")]
    [InlineData("====== ========\n  file exposure\n====== ========\na.fits        1\n====== ========\n", "reStructuredText")]
    [InlineData("+------+---+\n| file | n |\n+------+---+\n", "reStructuredText")]
    [InlineData("<html><body><table><tr><th>file</th></tr></table></body></html>\n", "HTML")]
    [InlineData("<!DOCTYPE html>\n<html></html>\n", "HTML")]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"></html>\n", "HTML")]
    [InlineData("<table><tr><th>file</th></tr></table>\n", "HTML")]
    [InlineData("\\begin{table}\n\\begin{tabular}{cc}\nfile & exposure \\\\\n", "LaTeX")]
    [InlineData("\\documentclass[a4paper]{article}\n", "LaTeX")]
    [InlineData("% by hand\n\\hline\n", "LaTeX")]
    public async Task Other_formats_are_refused_by_name(string text, string format)
    {
        await File.WriteAllTextAsync(folder.File("t.txt"), text, TestContext.Current.CancellationToken);
        var error = await Should.ThrowAsync<IngestTableException>(() => CheckAsync("t.txt"));
        error.Message.ShouldContain($"{folder.File("t.txt")} looks like");
        error.Message.ShouldContain(format);
        error.Message.ShouldContain("ECSV");
    }

    [Fact]
    public async Task A_fits_file_without_table_is_refused()
    {
        await WriteAsync("t.fits", Header("SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0"), compressed: false);
        (await Should.ThrowAsync<IngestTableException>(() => CheckAsync("t.fits"))).Message.ShouldContain("without a table");
    }

    [Fact]
    public async Task Real_numbers_are_no_dimensions()
    {
        await WriteAsync("t.fits", Table("8A", "a.fits  b,c.fits", "1E", 1, 2, "1A", "gr"), compressed: false);
        (await Should.ThrowAsync<IngestTableException>(() => CheckAsync("t.fits"))).Message.ShouldContain("'exposure' of float32 holds neither text nor integers");
    }

    private async Task CheckAsync(string name)
    {
        var table = await IngestTableReader.ReadFileAsync(folder.File(name), TestContext.Current.CancellationToken);
        table.Columns.ShouldBe(["file", "exposure", "band"]);
        table.Rows.Select(r => string.Join('|', r.Cells)).ShouldBe(["a.fits|1|g", "b,c.fits|2|r"]);
    }

    private async Task WriteAsync(string name, byte[] bytes, bool compressed)
    {
        await using var file = File.Create(folder.File(name));
        await using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    // Two rows of a file, a number and a letter (FITS standard 4.0, section 7.3).
    private static byte[] Table(string fileForm, string files, string numberForm, int first, int second, string bandForm, string bands)
    {
        var rows = new byte[2880];
        for (var row = 0; row < 2; row++)
        {
            var begin = row * 13;
            Encoding.ASCII.GetBytes(files, row * 8, 8, rows, begin);
            BinaryPrimitives.WriteInt32BigEndian(rows.AsSpan(begin + 8), row == 0 ? first : second);
            rows[begin + 12] = (byte)bands[row];
        }

        return
        [
            .. Header("SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0", "EXTEND  =                    T"),
            .. Header(
                "XTENSION= 'BINTABLE'", "BITPIX  =                    8", "NAXIS   =                    2", "NAXIS1  =                   13",
                "NAXIS2  =                    2", "PCOUNT  =                    0", "GCOUNT  =                    1", "TFIELDS =                    3",
                "TTYPE1  = 'file    '", $"TFORM1  = '{fileForm}'", "TTYPE2  = 'exposure'", $"TFORM2  = '{numberForm}'", "TTYPE3  = 'band    '", $"TFORM3  = '{bandForm}'"),
            .. rows,
        ];
    }

    private static byte[] Header(params string[] cards)
    {
        var text = string.Concat(cards.Append("END").Select(c => c.PadRight(80)));
        return Encoding.ASCII.GetBytes(text.PadRight((text.Length + 2879) / 2880 * 2880));
    }
}

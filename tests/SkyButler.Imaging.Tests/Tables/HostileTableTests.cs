using System.Text;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Files that lie or are damaged end in an error of one line, and take no more memory than they have bytes for.</summary>
public sealed class HostileTableTests
{
    // Many more files in the long run, with other changes than in the short one.
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NAXIS2  =                    3", "NAXIS2  =           3000000000", "cut short")]
    [InlineData("NAXIS1  =", "NAXIS1  =           9999999999 /", "")]
    [InlineData("TFIELDS =                   11", "TFIELDS =                  998", "no TFORM")]
    [InlineData("TFORM1  = '1K      '", "TFORM1  = '9999999K'", "wider than the rows")]
    [InlineData("TFORM1  = '1K      '", "TFORM1  = '1Z      '", "no column format")]
    [InlineData("PCOUNT  =                   24", "PCOUNT  =                    8", "heap")]
    public async Task A_header_that_lies_is_refused(string from, string to, string expected)
    {
        using var folder = new TemporaryDirectory();
        string path = await WriteAsync(folder, bytes => Replace(bytes, from, to));

        var error = await Should.ThrowAsync<ImagingException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel));

        error.Message.ShouldContain(expected);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Rows_without_bytes_take_no_memory()
    {
        using var folder = new TemporaryDirectory();
        string path = await WriteAsync(folder, bytes => bytes, new Table([new Column<double>(new ColumnDefinition("none", ColumnType.Float64) { Shape = [0] }, Array.Empty<double>(), default, 0)]));
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        await File.WriteAllBytesAsync(path, Replace(bytes, "NAXIS2  =                    0", "NAXIS2  =        1000000000000"), Cancel);

        (await Should.ThrowAsync<ImagingException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel))).Message.ShouldContain("read fewer rows");
    }

    [Fact]
    public async Task Rows_that_share_the_heap_are_bounded()
    {
        using var folder = new TemporaryDirectory();
        const int rows = 2000, elements = 100_000;
        var starts = new int[rows + 1];
        Array.Fill(starts, elements, 1, rows);
        string path = await WriteAsync(folder, bytes => bytes, new Table(
            [new RaggedColumn<double>(new ColumnDefinition("a", ColumnType.Float64) { IsRagged = true }, new double[elements], starts)]));
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        int data = bytes.AsSpan().IndexOf(new byte[] { 0, 1, 0x86, 0xa0 });
        for (int row = 1; row < rows; row++)
            bytes.AsSpan(data, 8).CopyTo(bytes.AsSpan(data + (row * 8)));
        await File.WriteAllBytesAsync(path, bytes, Cancel);

        var options = new TableReadOptions { MaxBytes = 1 << 28 };
        (await Should.ThrowAsync<FitsFormatException>(() => TableFile.ReadAsync(path, options, Cancel))).Message.ShouldContain("bytes that are accepted");
    }

    [Theory]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: string, subtype: 'complex128[2147483591]'}\na\n\"\"\n")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='doubleComplex' arraysize='2147483591'/><DATA><TABLEDATA><TR/></TABLEDATA></DATA></TABLE></VOTABLE>")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='doubleComplex' arraysize='2147483591'/><DATA><TABLEDATA><TR><TD> </TD></TR></TABLEDATA></DATA></TABLE></VOTABLE>")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='char' arraysize='1x2147483591'/><DATA><TABLEDATA><TR><TD>a</TD></TR></TABLEDATA></DATA></TABLE></VOTABLE>")]
    public async Task Arrays_without_values_count_with_all_their_elements(string content)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        await File.WriteAllTextAsync(path, content, Cancel);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = await Should.ThrowAsync<TableException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel));

        error.Message.ShouldContain("bytes that are accepted");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 26);
    }

    [Fact]
    public async Task Fields_of_one_name_are_numbered_in_no_time()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        const int fields = 60_000;
        await File.WriteAllTextAsync(path, $"<VOTABLE><TABLE><FIELD name='a_3' datatype='int'/>{string.Concat(Enumerable.Repeat("<FIELD name='a' datatype='int'/>", fields))}</TABLE></VOTABLE>", Cancel);

        var names = (await TableFile.ReadSchemaAsync(path, cancellationToken: Cancel)).Names;

        names.Take(5).ShouldBe(["a_3", "a", "a_2", "a_4", "a_5"]);
        names[^1].ShouldBe($"a_{fields + 1}");
    }

    [Fact]
    public async Task More_columns_than_any_table_has_are_refused()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        await File.WriteAllTextAsync(path, string.Join(',', Enumerable.Range(0, 100_001)), Cancel);

        (await Should.ThrowAsync<TableException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel))).Message.ShouldContain("100001 columns, more than the 100000");
    }

    [Theory]
    [InlineData(TableFormat.Fits)]
    [InlineData(TableFormat.Ecsv)]
    [InlineData(TableFormat.Votable)]
    [InlineData(TableFormat.Csv)]
    public async Task A_mutated_file_is_read_or_refused(TableFormat format)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table"), mutated = folder.File("mutated");
        await TableFile.WriteAsync(path, format == TableFormat.Csv ? TableSamples.Everything().Select("id", "name", "ok") : TableSamples.Everything(), format, Cancel);
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var random = new Random(Long ? 43 : 42);
        for (int i = 0; i < (Long ? 20_000 : 300); i++)
        {
            var copy = bytes.ToArray();
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(mutated, i % 5 == 0 ? copy[..random.Next(copy.Length)] : copy, Cancel);
            try
            {
                await TableFile.ReadAsync(mutated, new TableReadOptions { MaxBytes = 1 << 26 }, Cancel);
            }
            catch (ImagingException error)
            {
                error.Message.ShouldNotContain("\n");
            }
        }
    }

    private static async Task<string> WriteAsync(TemporaryDirectory folder, Func<byte[], byte[]> change, Table? table = null)
    {
        string path = folder.File("table.fits");
        await TableFile.WriteAsync(path, table ?? TableSamples.Everything(), TableFormat.Fits, Cancel);
        await File.WriteAllBytesAsync(path, change(await File.ReadAllBytesAsync(path, Cancel)), Cancel);
        return path;
    }

    // The last place: that of the table's header.
    private static byte[] Replace(byte[] bytes, string from, string to)
    {
        int at = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(from));
        at.ShouldBeGreaterThan(0, from);
        Encoding.ASCII.GetBytes(to).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}

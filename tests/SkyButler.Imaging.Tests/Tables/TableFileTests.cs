using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

public sealed class TableFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TableFormat.Fits)]
    [InlineData(TableFormat.Ecsv)]
    [InlineData(TableFormat.Votable)]
    public async Task A_table_comes_back_as_it_was_written(TableFormat format)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        var table = TableSamples.Everything();

        await TableFile.WriteAsync(path, table, format, Cancel);
        var read = await TableFile.ReadAsync(path, cancellationToken: Cancel);

        TableSamples.Lines(read).ShouldBe(TableSamples.Lines(table));
        read["flux"].Definition.Unit.ShouldBe("nJy");
        read["flux"].Definition.Description.ShouldBe("what \"arrives\": all of it");
        read.Metadata["ORIGIN"].ShouldBe("here");
        read.Metadata["NUMBER"].ShouldBe(3L);
        read.Metadata["REAL"].ShouldBe(2.5);
        (await TableFile.CountRowsAsync(path, cancellationToken: Cancel)).ShouldBe(3);
        (await TableFile.ReadSchemaAsync(path, cancellationToken: Cancel)).Columns.ShouldBe(read.Schema.Columns);
    }

    [Theory]
    [InlineData(TableFormat.Fits)]
    [InlineData(TableFormat.Ecsv)]
    public async Task Types_of_all_widths_and_missing_values_come_back(TableFormat format)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        var table = TableSamples.Unusual();

        await TableFile.WriteAsync(path, table, format, Cancel);
        var lines = TableSamples.Lines(await TableFile.ReadAsync(path, cancellationToken: Cancel));

        var expected = TableSamples.Lines(table).ToList();
        if (format == TableFormat.Fits)
            expected[5] = "real float32: 1 | Infinity | NaN";
        lines.ShouldBe(expected);
    }

    [Theory]
    [InlineData(TableFormat.Fits)]
    [InlineData(TableFormat.Ecsv)]
    [InlineData(TableFormat.Votable)]
    [InlineData(TableFormat.Csv)]
    public async Task Columns_and_rows_are_chosen(TableFormat format)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        await TableFile.WriteAsync(path, TableSamples.Everything().Select("id", "name", "error", "ok"), format, Cancel);

        var read = await TableFile.ReadAsync(path, new TableReadOptions { Columns = ["name", "*r*r", "i?", "name"], FirstRow = 1, RowCount = 1 }, Cancel);

        read.Columns.Select(column => column.Name).ShouldBe(["name", "error", "id"]);
        read.Values<string>("name").ToArray().ShouldBe(["two \"2\""]);
        read.Values<long>("id").ToArray().ShouldBe([-2]);
        (await Should.ThrowAsync<TableException>(() => TableFile.ReadAsync(path, new TableReadOptions { Columns = ["nam"] }, Cancel)))
            .Message.ShouldContain("did you mean 'name'");
    }

    [Fact]
    public async Task Csv_holds_the_narrowest_type_that_takes_all_cells()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.csv");
        await File.WriteAllTextAsync(path, "# made by hand\r\nwhole,real, text ,empty,large,\"a \"\"b\"\", c\"\r\n1,1,x,,99999999999999999999,\r\n\r\n-2,2.5e3,\"3\n4\",,1,\"q\"", Cancel);

        var table = await TableFile.ReadAsync(path, cancellationToken: Cancel);

        TableSamples.Lines(table).ShouldBe(
        [
            "whole int64: 1 | -2",
            "real float64: 1 | 2500",
            "text string: x | 3\n4",
            "empty string: -- | --",
            "large string: 99999999999999999999 | 1",
            "a \"b\", c string: -- | q",
        ]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "This row has 1 values, but there are 2 columns")]
    [InlineData("a,a\n1,2\n", "named twice")]
    [InlineData("a,b\n1,\"2\n", "never closed")]
    [InlineData("", "is empty")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\na\n1.5\n", ":6: Column 'a' holds int64, which '1.5' is not")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int63}\na\n", "did you mean 'int64'")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\nb\n", "called 'b' here, but 'a' in the header")]
    [InlineData("# %ECSV 0.9\n# ---\n", "version 1.0 is read here")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype: *a\n", "header")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='int'/><DATA><TABLEDATA><TR><TD>x</TD></TR></TABLEDATA></DATA></TABLE></VOTABLE>", "field 'a' holds int32, which 'x' is not")]
    [InlineData("<VOTABLE><RESOURCE/></VOTABLE>", "no element TABLE")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='int'/><DATA><BINARY><STREAM encoding='base64'>AAA=</STREAM></BINARY></DATA></TABLE></VOTABLE>", "cut short")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='int' arraysize='0'/><DATA><BINARY><STREAM>AAA=</STREAM></BINARY></DATA></TABLE></VOTABLE>", "no field takes any bytes")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='int' arraysize='*'/><DATA><BINARY><STREAM>f////w==</STREAM></BINARY></DATA></TABLE></VOTABLE>", "claims 2147483647 elements")]
    [InlineData("<!DOCTYPE VOTABLE [<!ENTITY a 'b'>]><VOTABLE><TABLE><DESCRIPTION>&a;</DESCRIPTION></TABLE></VOTABLE>", "no valid VOTable")]
    [InlineData("<VOTABLE><TABLE><FIELD name='a' datatype='char' arraysize='0x5'/><FIELD name='b' datatype='int'/><DATA><BINARY><STREAM>AAAAAQ==</STREAM></BINARY></DATA></TABLE></VOTABLE>", "field 'a' holds string[5], which its 0 elements are not")]
    [InlineData("PAR1", "Parquet, which is not read here: give FITS, ECSV, CSV or VOTable")]
    public async Task A_wrong_file_is_said_in_words(string content, string expected)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table");
        await File.WriteAllTextAsync(path, content, Cancel);

        var error = await Should.ThrowAsync<ImagingException>(() => TableFile.ReadAsync(path, new TableReadOptions { MaxBytes = 1 << 30 }, Cancel));

        error.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task Hdf5_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.h5");
        await File.WriteAllBytesAsync(path, [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], Cancel);

        (await Should.ThrowAsync<TableException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel))).Message.ShouldContain("convert it there to FITS or ECSV");
    }

    [Fact]
    public async Task A_header_that_repeats_itself_ends_in_an_error()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.ecsv");
        var header = new System.Text.StringBuilder("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\n# meta:\n#   l0: &l0 [1,1,1,1,1,1,1,1,1,1]\n");
        for (int i = 1; i < 12; i++)
            header.Append(System.Globalization.CultureInfo.InvariantCulture, $"#   l{i}: &l{i} [{string.Join(',', Enumerable.Repeat($"*l{i - 1}", 10))}]\n");
        await File.WriteAllTextAsync(path, header.Append("a\n1\n").ToString(), Cancel);

        (await Should.ThrowAsync<TableException>(() => TableFile.ReadAsync(path, cancellationToken: Cancel))).Message.ShouldContain("more than the 1000000 values");
    }
}

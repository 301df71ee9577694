using System.Numerics;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>VOTables are the same table in whatever form they hold their rows.</summary>
public sealed class VotableWritingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<VotableSerialization> Forms() => [.. Enum.GetValues<VotableSerialization>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_type_comes_back_and_is_what_astropy_reads(VotableSerialization form)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.vot");
        var table = TableSamples.Everything();

        await TableFile.WriteAsync(path, table, TableFormat.Votable, new TableWriteOptions { Votable = form }, Cancel);

        var read = await TableFile.ReadAsync(path, cancellationToken: Cancel);
        TableSamples.Lines(read).ShouldBe(TableSamples.Lines(table));
        read["flux"].Definition.Unit.ShouldBe("nJy");
        read.Metadata["NUMBER"].ShouldBe(3L);
        (await TableFile.CountRowsAsync(path, cancellationToken: Cancel)).ShouldBe(3);
        var expected = TableSamples.ExactLines(table).ToList();
        expected[1] = expected[1].Replace("NaN", "--", StringComparison.Ordinal);
        (await PrintedAsync(path, form)).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Missing_values_arrays_and_types_that_are_widened_come_back(VotableSerialization form)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.vot");
        bool[] last = [false, false, true], some = [false, true, false, false, true, true];
        var table = new Table(
        [
            new Column<sbyte>(new ColumnDefinition("i8", ColumnType.Int8), new sbyte[] { -128, 127, 0 }, last),
            new Column<byte>(new ColumnDefinition("u8", ColumnType.UInt8), new byte[] { 0, 255, 3 }, last),
            new Column<short>(new ColumnDefinition("i16", ColumnType.Int16), new short[] { short.MinValue, 7, 0 }, last),
            new Column<ushort>(new ColumnDefinition("u16", ColumnType.UInt16), new ushort[] { 0, 65535, 0 }, last),
            new Column<int>(new ColumnDefinition("i32", ColumnType.Int32), new[] { int.MinValue, 5, 0 }, last),
            new Column<uint>(new ColumnDefinition("u32", ColumnType.UInt32), new uint[] { 0, uint.MaxValue, 0 }, last),
            new Column<long>(new ColumnDefinition("i64", ColumnType.Int64), new[] { long.MinValue, long.MaxValue, 0 }, last),
            new Column<ulong>(new ColumnDefinition("u64", ColumnType.UInt64), new ulong[] { 0, long.MaxValue, 0 }, last),
            new Column<bool>(new ColumnDefinition("flag", ColumnType.Boolean), new[] { true, false, true }, last),
            new Column<Half>("half", new[] { (Half)0.5f, (Half)(-2), Half.Zero }),
            new Column<float>(new ColumnDefinition("real", ColumnType.Float32), new[] { 1f, float.PositiveInfinity, 3 }, last),
            new Column<ComplexSingle>("pair", new ComplexSingle[] { new(1, 2), new(3, -4), new(0, 0.5f) }),
            new Column<string>(new ColumnDefinition("text", ColumnType.String), new[] { "a", "b c", "lost" }, last),
            new Column<string>("wide", new[] { "\u03b1 Cen", "", "\U0001d4b6" }),
            new Column<short>(new ColumnDefinition("shorts", ColumnType.Int16) { Shape = [2] }, new short[] { 1, 2, 3, short.MinValue, 5, 6 }, some),
            new Column<double>(new ColumnDefinition("reals", ColumnType.Float64) { Shape = [2] }, new[] { 1.5, 2, 3, 4, 5, 6 }, some),
            new Column<bool>(new ColumnDefinition("flags", ColumnType.Boolean) { Shape = [2] }, new[] { true, false, false, true, true, true }, some),
            new RaggedColumn<int>(new ColumnDefinition("series", ColumnType.Int32) { IsRagged = true }, new[] { 1, 2, 3 }, new[] { 0, 0, 2, 3 }, last),
            new RaggedColumn<Complex>(new ColumnDefinition("pairs", ColumnType.Complex128) { IsRagged = true }, new Complex[] { new(1, 2), 3 }, new[] { 0, 1, 1, 2 }),
        ]);

        await TableFile.WriteAsync(path, table, TableFormat.Votable, new TableWriteOptions { Votable = form }, Cancel);

        string[] values =
        [
            "i8: -128 | 127 | --", "u8: 0 | 255 | --", "i16: -32768 | 7 | --", "u16: 0 | 65535 | --", "i32: -2147483648 | 5 | --", "u32: 0 | 4294967295 | --",
            "i64: -9223372036854775808 | 9223372036854775807 | --", "u64: 0 | 9223372036854775807 | --", "flag: True | False | --",
        ];
        var read = await TableFile.ReadAsync(path, cancellationToken: Cancel);
        var lines = TableSamples.ExactLines(read);
        lines.Take(values.Length).ShouldBe(values);
        read.Schema.Columns.Select(column => column.TypeText).Take(8).ShouldBe(["int16", "uint8", "int16", "int32", "int32", "int64", "int64", "int64"]);
        lines.Skip(values.Length).Take(2).ShouldBe(["half: 3fe0000000000000 | -2 | 0", "real: 1 | 7ff0000000000000 | " + (form == VotableSerialization.Binary ? "NaN" : "--")]);
        var rest = TableSamples.ExactLines(table).Skip(11).ToList();
        lines.Skip(11).Take(1).ShouldBe(rest.Take(1));
        read["text"].GetValue(2).ShouldBeNull();
        ((Column<string>)read["wide"]).Values.ToArray().ShouldBe(["\u03b1 Cen", "", "\U0001d4b6"]);
        read["shorts"].Mask.ToArray().ShouldBe(some);
        read["series"].Mask.ToArray().ShouldBe(last);
        read.Values<double>("reals")[1].ShouldBe(double.NaN);
        read["flags"].Mask.ToArray().ShouldBe(some);
        lines[^1].ShouldBe(rest[^1]);

        var printed = await PrintedAsync(path, form);
        printed.Take(values.Length).ShouldBe(values);
        printed[^1].ShouldBe("mask: False True False False True True");
        printed.Single(line => line.StartsWith("pairs", StringComparison.Ordinal)).ShouldBe("pairs: <1; 2> |  | <3; 0>");
        printed.Single(line => line.StartsWith("wide", StringComparison.Ordinal)).ShouldStartWith("wide: \u03b1 Cen | ");
    }

    [Fact]
    public async Task Rows_that_take_several_pieces_come_back_and_no_rows_do_too()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("long.vot"), empty = folder.File("empty.vot");
        var options = new TableWriteOptions { Votable = VotableSerialization.Binary2 };
        var table = new Table([new Column<double>("x", Enumerable.Range(0, 30_000).Select(i => i / 7.0).ToArray()), new Column<byte>("octet", new byte[30_000])]);

        await TableFile.WriteAsync(path, table, TableFormat.Votable, options, Cancel);
        await TableFile.WriteAsync(empty, table.Slice(0, 0), TableFormat.Votable, options, Cancel);

        (await TableFile.ReadAsync(path, cancellationToken: Cancel)).Values<double>("x").SequenceEqual(table.Values<double>("x")).ShouldBeTrue();
        (await TableFile.ReadAsync(empty, cancellationToken: Cancel)).RowCount.ShouldBe(0);
        (await Astropy.RunAsync("from astropy.table import Table; print(*[len(Table.read(p, format='votable')) for p in sys.argv[1:]])", path, empty)).ShouldBe("30000 0");
    }

    [Fact]
    public async Task Where_every_number_is_taken_none_can_stand_for_a_missing_one()
    {
        using var folder = new TemporaryDirectory();
        var mask = new bool[257];
        mask[256] = true;
        var table = new Table([new Column<byte>(new ColumnDefinition("full", ColumnType.UInt8), Enumerable.Range(0, 257).Select(i => (byte)i).ToArray(), mask)]);

        (await Should.ThrowAsync<TableException>(() => TableFile.WriteAsync(
            folder.File("a.vot"), table, TableFormat.Votable, new TableWriteOptions { Votable = VotableSerialization.Binary }, Cancel))).Message.ShouldContain("'full'");
        await TableFile.WriteAsync(folder.File("b.vot"), table, TableFormat.Votable, new TableWriteOptions { Votable = VotableSerialization.Binary2 }, Cancel);
        (await TableFile.ReadAsync(folder.File("b.vot"), cancellationToken: Cancel))["full"].Mask.ToArray().ShouldBe(mask);
    }

    private static async Task<string[]> PrintedAsync(string path, VotableSerialization form)
    {
        string printed = await Astropy.RunAsync(AstropyLines.Script +
            """

            from astropy.io.votable import parse
            print(*[k for k in ('TABLEDATA', 'BINARY', 'BINARY2') if f'<{k}>' in open(sys.argv[1]).read()])
            t = parse(sys.argv[1]).get_first_table().to_table(); print(lines(t))
            if 'shorts' in t.colnames: print('mask:', *t['shorts'].mask.ravel().tolist())
            """, path);
        var lines = printed.Split('\n');
        lines[0].ShouldBe(form.ToString().ToUpperInvariant());
        return lines[1..];
    }
}

using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Datastores.Reading;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Parquet;
using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Parquet;

/// <summary>Files that are not what they say, and columns of every kind that Parquet has.</summary>
public sealed class HostileTableTests : IDisposable
{
    private static readonly string?[] Parts = [null, "columns", "rowcount", "schema"];
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Changed_files_are_read_or_refused_in_one_line()
    {
        await ParquetTable.WriteAsync(folder.File("t.parq"), SampleTables.Sources, Token);
        var sound = await File.ReadAllBytesAsync(folder.File("t.parq"), Token);
        var refused = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var changed = sound.ToArray();
            // Most of what can go wrong is told at the end.
            for (var i = random.Next(1, 5); i > 0; i--)
                changed[random.Next(seed % 3 == 0 ? 0 : changed.Length / 2, changed.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(folder.File("changed.parq"), changed, Token);
            try
            {
                await ReadAsync(folder.File("changed.parq"), Parts[seed % Parts.Length]);
            }
            catch (Exception e) when (e is ParquetException or ImagingException or DatastoreException)
            {
                e.Message.ShouldNotContain("\n");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_schema_that_promises_arrays_without_end_for_nothing_is_refused()
    {
        var field = ParquetField.List("x", ParquetField.Of<double>("element"));
        var lists = new ListColumn(field, new int[1001], new ValueColumn<double>(ParquetField.Of<double>("element"), Array.Empty<double>()), new bool[1000]);
        var arrow = new ArrowTable(new ParquetBatch(lists));
        var claims = arrow with { Schema = arrow.Schema with { ArrowFields = [new ArrowField("x", int.MaxValue, null, new Dictionary<string, string>(), [])] } };
        Should.Throw<TableException>(() => TableOfArrow.Convert(claims, TableStyle.Astropy)).Message.ShouldContain("more than the");
    }

    [Fact]
    public void Arrays_that_differ_from_their_schema_are_refused()
    {
        var field = ParquetField.List("x", ParquetField.Of<double>("element"));
        var arrow = new ArrowTable(new ParquetBatch(new ListColumn(field, new[] { 0, 2, 3 }, new ValueColumn<double>(ParquetField.Of<double>("element"), new double[3]))));
        var claims = arrow with { Schema = arrow.Schema with { ArrowFields = [new ArrowField("x", 2, null, new Dictionary<string, string>(), [])] } };
        Should.Throw<TableException>(() => TableOfArrow.Convert(claims, TableStyle.Astropy)).Message.ShouldContain("1 elements in row 1");
    }

    [Fact]
    public void Arrays_that_are_missing_are_masked_as_a_whole()
    {
        var field = ParquetField.List("x", ParquetField.Of<int>("element"));
        var lists = new ListColumn(field, new[] { 0, 2, 2, 4 }, new ValueColumn<int>(ParquetField.Of<int>("element"), new[] { 1, 2, 3, 4 }), new[] { true, false, true });
        var arrow = new ArrowTable(new ParquetBatch(lists));
        var table = TableOfArrow.Convert(arrow with { Schema = arrow.Schema with { ArrowFields = [new ArrowField("x", 2, null, new Dictionary<string, string>(), [])] } }, TableStyle.Numpy);
        table["x"].GetValue(0).ShouldBe(new[] { 1, 2 });
        table["x"].GetValue(1).ShouldBeNull();
        table["x"].GetValue(2).ShouldBe(new[] { 3, 4 });
    }

    [Fact]
    public async Task Arrays_that_are_missing_are_filled_as_single_values_are()
    {
        (await FilledAsync(new ValueColumn<double>(ParquetField.Of<double>("element"), new[] { 1.0, 2 }))).ShouldBe(new[] { 1, 2, double.NaN, double.NaN });
        (await FilledAsync(new ValueColumn<int>(ParquetField.Of<int>("element"), new[] { 1, 2 }))).ShouldBe(new[] { 1, 2, -1, -1 });
        (await FilledAsync(BinaryColumn.FromStrings("element", ["a", "b"]))).ShouldBe(new[] { "a", "b", "", "" });
    }

    // The values of two rows of two, the second of which is null, which a VOTable can hold as well.
    private async Task<Array> FilledAsync(ParquetColumn elements)
    {
        var lists = new ListColumn(ParquetField.List("x", elements.Field), new[] { 0, 2, 2 }, elements, new[] { true, false });
        var arrow = new ArrowTable(new ParquetBatch(lists));
        var table = TableOfArrow.Convert(arrow with { Schema = arrow.Schema with { ArrowFields = [new ArrowField("x", 2, null, new Dictionary<string, string>(), [])] } }, TableStyle.Astropy);
        await TableFile.WriteAsync(folder.File($"{elements.Field.TypeName}.vot"), table, TableFormat.Votable, Token);
        return table["x"] switch
        {
            Column<double> numbers => numbers.Values.ToArray(),
            Column<int> numbers => numbers.Values.ToArray(),
            var texts => ((Column<string>)texts).Values.ToArray(),
        };
    }

    [Fact]
    public void Values_of_every_kind_have_a_place_in_a_table()
    {
        LogicalType[] types =
        [
            LogicalType.String, LogicalType.Enum, LogicalType.Json, LogicalType.Bson, LogicalType.Uuid, LogicalType.Interval, LogicalType.Date, LogicalType.Null, LogicalType.Float16,
            LogicalType.Time(TimeUnit.Milliseconds), LogicalType.LocalTime(TimeUnit.Nanoseconds), LogicalType.Timestamp(TimeUnit.Milliseconds), LogicalType.LocalTimestamp(TimeUnit.Microseconds),
            LogicalType.Decimal(5, 2), LogicalType.Decimal(15, 2), LogicalType.Decimal(30, 2), LogicalType.Unsigned(8), LogicalType.Signed(16),
        ];
        var columns = types.Select((type, i) => (ParquetColumn)(ParquetField.Of($"c{i}", type) switch
        {
            { PhysicalType: PhysicalType.ByteArray } field => BinaryColumn.FromBytes(field, [[65], null]),
            { PhysicalType: PhysicalType.FixedByteArray, ValueType: null } field => new FixedBinaryColumn(field, new byte[2 * field.ByteWidth], new[] { true, false }),
            var field when field.ValueType == typeof(Half) => new ValueColumn<Half>(field, new Half[2], new[] { true, false }),
            var field when field.ValueType == typeof(byte) => new ValueColumn<byte>(field, new byte[2], new[] { true, false }),
            var field when field.ValueType == typeof(short) => new ValueColumn<short>(field, new short[2], new[] { true, false }),
            var field when field.ValueType == typeof(int) => new ValueColumn<int>(field, new int[2], new[] { true, false }),
            var field => new ValueColumn<long>(field, new long[2], new[] { true, false }),
        })).ToList();

        var table = TableOfArrow.Convert(new ArrowTable(new ParquetBatch(columns)), TableStyle.Astropy);

        table.Columns.Count.ShouldBe(types.Length);
        table.Columns.ShouldAllBe(c => c.GetValue(0) != null && c.GetValue(1) == null);
        table["c4"].GetValue(0).ShouldBe(Guid.Empty.ToString());
        ArrowOfTable.Convert(table, TableStyle.Pandas).Rows.RowCount.ShouldBe(2);
    }

    private static async Task ReadAsync(string path, string? part)
    {
        await using var source = new StoredFileSource(ResourceStores.Local, ResourcePath.FromLocalPath(path), new FileInfo(path).Length);
        var storageClass = new StorageClass { Name = "ArrowAstropy", PythonType = "astropy.table.Table" };
        var parameters = new Dictionary<string, object>();
        if (part is null)
            parameters["strip_astropy_meta_yaml"] = false;
        var got = await new ParquetFormatter().ReadAsync(source, new FormatterRequest(storageClass, part, parameters), Token);
        _ = got switch
        {
            ArrowTable arrow => (object)TableOfArrow.Convert(arrow, TableStyle.Astropy),
            ArrowTableSchema schema => TableOfArrow.Convert(schema, TableStyle.Astropy),
            _ => got,
        };
    }
}

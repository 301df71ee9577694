using System.Text.Json.Nodes;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Tests.Datastores.Parquet;

/// <summary>What the original, astropy and pandas say of tables beside their types goes in and out.</summary>
public sealed class TableMetadataTests
{
    private const string Odd = "{}[]:,'\"\\\n!&*-0123456789 \0\ud83d";

    [Fact]
    public void An_astropy_table_tells_what_the_original_does()
    {
        var told = ArrowOfTable.Convert(SampleTables.Sources, TableStyle.Astropy).Schema;

        told.KeyValues.Keys.ShouldBe(["lsst::arrow::rowcount", "lsst::arrow::len::band", "table::len::band", "lsst::arrow::shape::moments", "table_meta_yaml"]);
        told.KeyValues["lsst::arrow::rowcount"].ShouldBe("3");
        told.KeyValues["table_meta_yaml"].ShouldStartWith("datatype:\n- {name: id, datatype: int64}\n- {name: ra, unit: deg, datatype: float64, description: right ascension}\n");
        told.KeyValues["table_meta_yaml"].ShouldEndWith("\nmeta: !!omap\n- {origin: made for tests}\n- {version: 3}");
        told.FindArrowField("ra")!.Metadata.ShouldBe(new Dictionary<string, string> { ["description"] = "right ascension", ["unit"] = "deg" }, ignoreOrder: true);
        told.FindArrowField("counts")!.ListSize.ShouldBe(2);
        told.KeyValues.ContainsKey("lsst::arrow::shape::counts").ShouldBeFalse();
    }

    [Fact]
    public void A_data_frame_tells_its_index_and_types()
    {
        var told = ArrowOfTable.Convert(SampleTables.Sources, TableStyle.Pandas).Schema;

        told.KeyValues.ContainsKey("table::len::band").ShouldBeFalse();
        var pandas = JsonNode.Parse(told.KeyValues["pandas"])!;
        pandas["index_columns"]!.ToJsonString().ShouldBe("""[{"kind":"range","name":null,"start":0,"stop":3,"step":1}]""");
        pandas["columns"]!.AsArray().Select(c => $"{c!["name"]} {c["pandas_type"]} {c["numpy_type"]}").ShouldBe(
            ["id int64 int64", "ra float64 float64", "flux float32 float32", "flag bool bool", "band unicode object", "moments list[float64] object", "counts list[int16] object", "parents list[int32] object"]);
    }

    [Theory]
    [InlineData("""["id"]""", """["id"]""")]
    [InlineData("""["gone"]""", """[{"kind":"range","name":null,"start":0,"stop":3,"step":1}]""")]
    [InlineData("""[{"kind":"range","name":"n","start":10,"stop":16,"step":2}]""", """[{"kind":"range","name":"n","start":10,"stop":16,"step":2}]""")]
    [InlineData("""[{"kind":"range","name":"n","start":10,"stop":99,"step":1}]""", """[{"kind":"range","name":null,"start":0,"stop":3,"step":1}]""")]
    [InlineData("""[{"kind":"range","name":"n","start":-9223372036854775808,"stop":9223372036854775807,"step":9223372036854775807}]""", """[{"kind":"range","name":"n","start":-9223372036854775808,"stop":9223372036854775807,"step":9223372036854775807}]""")]
    public void An_index_comes_back_where_it_still_fits(string before, string after)
    {
        var metadata = new Dictionary<string, object?> { ["pandas"] = $$"""{"index_columns": {{before}}, "columns": []}""" };
        var told = ArrowOfTable.Convert(new Table(SampleTables.Sources.Columns, metadata), TableStyle.Pandas).Schema;
        JsonNode.Parse(told.KeyValues["pandas"])!["index_columns"]!.ToJsonString().ShouldBe(after);
    }

    [Fact]
    public void A_column_that_astropy_names_as_index_becomes_that_of_pandas()
    {
        const string key = "lsst::arrow::astropy_pandas_index";
        var table = new Table(SampleTables.Sources.Columns, new Dictionary<string, object?> { [key] = "id" });

        var astropy = ArrowOfTable.Convert(table, TableStyle.Astropy);
        astropy.Schema.KeyValues[key].ShouldBe("id");
        astropy.Schema.KeyValues["table_meta_yaml"].ShouldNotContain(key);
        var again = TableOfArrow.Convert(astropy, TableStyle.Pandas);
        JsonNode.Parse(ArrowOfTable.Convert(again, TableStyle.Pandas).Schema.KeyValues["pandas"])!["index_columns"]!.ToJsonString().ShouldBe("""["id"]""");
    }

    [Fact]
    public void Times_and_bytes_are_numbers_and_texts_that_are_written_as_what_they_were()
    {
        var arrow = new ArrowTable(new ParquetBatch(
            new ValueColumn<long>(ParquetField.Of("t", LogicalType.LocalTimestamp(TimeUnit.Nanoseconds)), new[] { 1L, 2 }),
            new ValueColumn<long>(ParquetField.Of("utc", LogicalType.Timestamp(TimeUnit.Microseconds)), new[] { 3L, 4 }, new[] { true, false }),
            new ValueColumn<int>(ParquetField.Of("day", LogicalType.Date), new[] { 19000, 0 }),
            BinaryColumn.FromBytes(ParquetField.Of("raw", PhysicalType.ByteArray), [[0, 255], [65]]),
            new ValueColumn<int>(ParquetField.Of("price", LogicalType.Decimal(9, 2)), new[] { -1250, 1 })));

        var table = TableOfArrow.Convert(arrow, TableStyle.Astropy);
        table.Values<long>("t").ToArray().ShouldBe([1, 2]);
        (table["utc"].GetValue(0), table["utc"].GetValue(1)).ShouldBe((3L, null));
        table.Values<string>("raw").ToArray().ShouldBe(["\0ÿ", "A"]);
        table.Values<double>("price").ToArray().ShouldBe([-12.5, 0.01]);
        var back = ArrowOfTable.Convert(table, TableStyle.Astropy).Rows;
        back.Schema.Fields.Take(4).Select(f => f.ToString()).ShouldBe(arrow.Rows.Schema.Fields.Take(4).Select(f => f.ToString()));
        ((BinaryColumn)back["raw"]).GetBytes(0).ToArray().ShouldBe([0, 255]);
    }

    [Fact]
    public void What_is_missing_is_filled_as_the_original_fills_it()
    {
        var arrow = new ArrowTable(new ParquetBatch(
            Missing(1.5), Missing(2f), Missing(3L), Missing((short)4), Missing((byte)5), Missing(false), BinaryColumn.FromStrings("String", ["x", null])));

        var table = TableOfArrow.Convert(arrow, TableStyle.Numpy);

        table.Values<double>("Double")[1].ShouldBe(double.NaN);
        table.Values<float>("Single")[1].ShouldBe(float.NaN);
        table.Values<long>("Int64")[1].ShouldBe(-1);
        table.Values<short>("Int16")[1].ShouldBe((short)-1);
        table.Values<byte>("Byte")[1].ShouldBe((byte)0);
        table.Values<bool>("Boolean")[1].ShouldBeTrue();
        table.Values<string>("String")[1].ShouldBe("");
        table.Columns.ShouldAllBe(c => c.GetValue(1) == null);
    }

    [Theory]
    [InlineData("('g', 'flux')", new[] { "g", "flux" })]
    [InlineData("(\"it's\", 'a\\'b')", new[] { "it's", "a'b" })]
    [InlineData("('one',)", new[] { "one" })]
    [InlineData("('a', 3)", new[] { "a", "3" })]
    [InlineData("flux", null)]
    [InlineData("('a", null)]
    [InlineData("()", null)]
    [InlineData("('a' 'b')", null)]
    [InlineData("(,)", null)]
    [InlineData("(", null)]
    [InlineData("('\\)", null)]
    public void Names_on_several_levels_are_tuples(string text, string[]? names) => PythonTuples.Read(text).ShouldBe(names);

    [Fact]
    public void Changed_metadata_are_told_of_or_passed_over()
    {
        var (batch, schema) = (ArrowOfTable.Convert(SampleTables.Sources, TableStyle.Astropy).Rows, ArrowOfTable.Convert(SampleTables.Sources, TableStyle.Astropy).Schema);
        var texts = new Dictionary<string, string>(schema.KeyValues) { ["pandas"] = PandasMetadata.Write(SampleTables.Sources) };
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var changed = texts.ToDictionary(t => t.Key, t => Changed(t.Value, random));
            var arrow = new ArrowTable(batch) { Schema = schema with { KeyValues = changed } };
            foreach (var style in Enum.GetValues<TableStyle>())
            {
                try
                {
                    var table = TableOfArrow.Convert(arrow, style);
                    table.RowCount.ShouldBe(3);
                    ArrowOfTable.Convert(table, style);
                }
                catch (ImagingException e)
                {
                    e.Message.ShouldNotContain("\n");
                }
            }
        }
    }

    private static string Changed(string text, Random random)
    {
        var changed = text.ToCharArray().ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(changed.Count);
            if (random.Next(3) == 0)
                changed.RemoveRange(at, Math.Min(changed.Count - at, random.Next(1, 20)));
            else
                changed.Insert(at, Odd[random.Next(Odd.Length)]);
            if (changed.Count == 0)
                break;
        }

        return new([.. changed]);
    }

    private static ValueColumn<T> Missing<T>(T value)
        where T : unmanaged => new(typeof(T).Name, new[] { value, default }, new[] { true, false });
}

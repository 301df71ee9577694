using System.Diagnostics;
using System.Text.Json.Nodes;
using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Independent;

/// <summary>What is written is read by readers that others wrote: npm's hyparquet and apache-arrow, in Node.</summary>
public sealed class HyparquetTests
{
    private static readonly CompressionCodec[] Codecs = [CompressionCodec.Zstd, CompressionCodec.Snappy, CompressionCodec.Gzip, CompressionCodec.None, CompressionCodec.Brotli];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_of_all_types_and_nestings_read_exactly()
    {
        var library = await LibraryAsync();
        using var folder = new TemporaryDirectory();
        var tables = new List<(ParquetBatch Table, string Path, int Seed)>();
        for (var seed = 0; tables.Count < 120; seed++)
        {
            var table = new RandomTables(seed).Table(6, 1 + (seed * 7 % 400));
            // It has no intervals.
            if (table.Schema.ToString().Contains("interval", StringComparison.Ordinal))
                continue;
            var path = folder.File($"{seed}.parquet");
            await File.WriteAllBytesAsync(path, await Files.WriteAsync(Options(seed), table), Token);
            tables.Add((table, path, seed));
        }

        var lines = await RunAsync("node", [Checkout.File("tests/SkyButler.Parquet.Tests/Independent/read.mjs"), library, .. tables.Select(t => t.Path)]);
        lines.Count.ShouldBe(tables.Count);
        for (var i = 0; i < tables.Count; i++)
            Check(tables[i].Table, (JsonArray)JsonNode.Parse(lines[i])!, $"seed {tables[i].Seed}");
    }

    [Fact]
    public async Task Arrow_s_schemas_say_what_is_beyond_Parquet_s()
    {
        var library = await LibraryAsync();
        using var folder = new TemporaryDirectory();
        var none = new Dictionary<string, string>();
        var schema = new ParquetSchema(
            ParquetField.Of<long>("id").Required(), ParquetField.Of<byte>("small"), ParquetField.Of<Half>("half"), ParquetField.Of<double>("ra"), ParquetField.Text("name"),
            ParquetField.Of("raw", PhysicalType.ByteArray), ParquetField.FixedBytes("hash", 5), ParquetField.Of("price", LogicalType.Decimal(9, 2)), ParquetField.Of("day", LogicalType.Date),
            ParquetField.Of("ms", LogicalType.Time(TimeUnit.Milliseconds)), ParquetField.Of("utc", LogicalType.Timestamp(TimeUnit.Nanoseconds)), ParquetField.Of("paris", LogicalType.Timestamp(TimeUnit.Microseconds)),
            ParquetField.Of("local", LogicalType.LocalTimestamp(TimeUnit.Milliseconds)), ParquetField.List("matrix", ParquetField.Of<float>("element")), ParquetField.List("parents", ParquetField.Of<int>("element")),
            ParquetField.Struct("shape", ParquetField.Of<double>("xx"), ParquetField.List("vertices", ParquetField.Of<double>("element"))), ParquetField.Map("tags", ParquetField.Text("key"), ParquetField.Of<bool>("value")));
        IReadOnlyList<ArrowField> known =
        [
            new("ra", null, null, new Dictionary<string, string> { ["description"] = "α, \"right\" ascension", ["unit"] = "deg" }, []),
            new("paris", null, "Europe/Paris", none, []),
            new("matrix", 6, null, none, []),
            new("shape", null, null, none, [new("xx", null, null, none, []), new("vertices", 4, null, none, [])]),
        ];
        var path = folder.File("schema.parquet");
        await using (var file = File.Create(path))
        {
            await using var writer = ParquetWriter.Create(file, schema, new() { KeyValues = new Dictionary<string, string> { [ArrowSchema.Key] = ArrowSchema.Write(schema, known) } });
            await writer.CompleteAsync(Token);
        }

        var lines = await RunAsync("node", [Checkout.File("tests/SkyButler.Parquet.Tests/Independent/schema.mjs"), library, path]);

        JsonNode.Parse(lines.ShouldHaveSingleItem())!.AsArray().Select(f => (string)f!).ShouldBe(
        [
            "id: Int64 not null {}", "small: Uint8 {}", "half: Float16 {}", "ra: Float64 {\"description\":\"α, \\\"right\\\" ascension\",\"unit\":\"deg\"}", "name: Utf8 {}",
            "raw: Binary {}", "hash: FixedSizeBinary[5] {}", "price: Decimal[9e+2] {}", "day: Date32<DAY> {}",
            "ms: Time32<MILLISECOND> {}", "utc: Timestamp<NANOSECOND, UTC> {}", "paris: Timestamp<MICROSECOND, Europe/Paris> {}",
            "local: Timestamp<MILLISECOND> {}", "matrix: FixedSizeList[6]<Float32> {}", "parents: List<Int32> {}",
            "shape: Struct<{xx:Float64, vertices:FixedSizeList[4]<Float64>}> {}", "tags: Map<{key:Utf8, value:Bool}> {}",
        ]);
        using var reader = await ParquetReader.OpenAsync(path, Token);
        var again = ArrowSchema.Read(reader.Metadata).ShouldNotBeNull();
        again.Select(f => f.Name).ShouldBe(schema.Fields.Select(f => f.Name));
        again.Select(f => (f.Name, f.ListSize, f.TimeZone)).Where(f => f.ListSize is not null || f.TimeZone is not null).ShouldBe([("utc", null, "UTC"), ("paris", null, "Europe/Paris"), ("matrix", 6, null)]);
        again[15].Children[1].ListSize.ShouldBe(4);
    }

    [Fact]
    public async Task Arrow_s_schemas_of_any_fields_are_read()
    {
        var library = await LibraryAsync();
        using var folder = new TemporaryDirectory();
        var paths = new List<string>();
        for (var seed = 0; seed < 60; seed++)
        {
            var table = new RandomTables(seed).Table(5, 1);
            paths.Add(folder.File($"{seed}.parquet"));
            await File.WriteAllBytesAsync(paths[^1], await Files.WriteAsync(new() { KeyValues = new Dictionary<string, string> { [ArrowSchema.Key] = ArrowSchema.Write(table.Schema, []) } }, table), Token);
        }

        var lines = await RunAsync("node", [Checkout.File("tests/SkyButler.Parquet.Tests/Independent/schema.mjs"), library, .. paths]);

        lines.Count.ShouldBe(paths.Count);
        lines.ShouldAllBe(line => JsonNode.Parse(line)!.AsArray().Select(f => ((string)f!).Substring(0, 2)).SequenceEqual(new[] { "f0", "f1", "f2", "f3", "f4" }));
    }

    private static async Task<string> LibraryAsync()
    {
        var library = Path.Combine(Path.GetTempPath(), "skybutler-hyparquet");
        var state = (await RunAsync("bash", [Checkout.File("eng/hyparquet.sh"), library])).LastOrDefault() ?? "its script ended without a word";
        Assert.SkipUnless(state == "ready", $"there is no hyparquet: {state}");
        return library;
    }

    private static void Check(ParquetBatch table, JsonArray rows, string context)
    {
        rows.Count.ShouldBe(table.RowCount, context);
        foreach (var column in table.Columns)
        {
            for (var row = 0; row < table.RowCount; row++)
            {
                var (expected, found) = (AsHyparquet.Show(column.GetValue(row)), rows[row]![column.Name]);
                if (!JsonNode.DeepEquals(expected, found))
                    Assert.Fail($"{context}: {column.Field}, row {row}: {found?.ToJsonString()} instead of {expected?.ToJsonString()}");
            }
        }
    }

    private static ParquetWriteOptions Options(int seed) => new()
    {
        Codec = Codecs[seed % Codecs.Length],
        RowGroupRows = seed % 3 == 0 ? 100 : 1 << 20,
        PageRows = seed % 2 == 0 ? 37 : 1 << 17,
        DictionaryBytes = seed % 4 == 0 ? 0 : 1 << 20,
    };

    private static async Task<List<string>> RunAsync(string program, string[] arguments)
    {
        var lines = new List<string>();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
                lines.Add(line);
            await process.WaitForExitAsync(Token);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            lines.Add($"'{program}' cannot be started: {e.Message}");
        }

        return lines;
    }
}

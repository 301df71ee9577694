using System.Diagnostics;
using System.Text.Json.Nodes;
using SkyButler.Parquet.Metadata;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Independent;

/// <summary>What is written is read by a reader that others wrote: npm's hyparquet, in Node.</summary>
public sealed class HyparquetTests
{
    private static readonly CompressionCodec[] Codecs = [CompressionCodec.Zstd, CompressionCodec.Snappy, CompressionCodec.Gzip, CompressionCodec.None, CompressionCodec.Brotli];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_of_all_types_and_nestings_read_exactly()
    {
        var library = Path.Combine(Path.GetTempPath(), "skybutler-hyparquet");
        var state = (await RunAsync("bash", [Checkout.File("eng/hyparquet.sh"), library])).LastOrDefault() ?? "its script ended without a word";
        Assert.SkipUnless(state == "ready", $"there is no hyparquet: {state}");
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

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Compression;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Graph files of other versions, and files that lie, are refused in one line.</summary>
public sealed class HostileGraphFileTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("version", "2", "version 2")]
    [InlineData("int_size", "4", "integers of 4 bytes")]
    [InlineData("graph_type", "\"strange\"", "'strange' graph")]
    [InlineData("n_quanta", "\"many\"", "can't be read")]
    [InlineData("output_run", "null", "no output run")]
    public async Task Headers_of_other_kinds_are_refused(string key, string value, string reason)
    {
        var file = Rewritten("header.json.zst", json => json[key] = JsonNode.Parse(value));
        await RefusedAsync(file, reason);
    }

    [Theory]
    [InlineData("dimensions", "null", "never fitted to a repository")]
    [InlineData("dimensions", "{}", "can't be read")]
    [InlineData("dataset_types", "{}", "does not say what")]
    [InlineData("tasks", "[]", "can't be read")]
    public async Task Pipelines_that_make_no_sense_are_refused(string key, string value, string reason)
    {
        var file = Rewritten("pipeline_graph.json.zst", json => json[key] = JsonNode.Parse(value));
        await RefusedAsync(file, reason);
    }

    [Fact]
    public async Task A_part_that_claims_to_be_huge_is_refused_before_memory_is_taken()
    {
        // A frame header of zstd with a content size of 2^60 bytes, and nothing behind it.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x10];
        await RefusedAsync(With("pipeline_graph.json.zst", frame), "more than the");
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_named() =>
        await RefusedAsync(With("pipeline_graph.json.zst", null), "no part 'pipeline_graph.json.zst'");

    [Fact]
    public async Task Addresses_that_lead_nowhere_are_refused()
    {
        using var zip = ZipFile.OpenRead(SharedFiles.Golden("runs/ok.qg"));
        var table = Bytes(zip, "quanta.addr");
        var whole = await (await GraphArchive.OpenAsync(SharedFiles.Golden("runs/ok.qg"), null, Token)).ReadAsync(Token);
        for (var row = 0; row < whole.Count; row++)
            table.AsSpan(17 + (row * 40) + 24, 8).Fill(0x7F);
        var archive = await GraphArchive.OpenAsync(With("quanta.addr", table), null, Token);
        (await Should.ThrowAsync<PipelineException>(() => archive.ReadAsync([whole.Quanta.First().Id], Token))).Message.ShouldNotContain('\n');
    }

    private async Task RefusedAsync(string file, string reason)
    {
        var thrown = await Should.ThrowAsync<PipelineException>(() => GraphArchive.OpenAsync(file, null, Token));
        thrown.Message.ShouldContain(reason);
        thrown.Message.ShouldNotContain('\n');
    }

    private string Rewritten(string part, Action<JsonNode> change)
    {
        using var zip = ZipFile.OpenRead(SharedFiles.Golden("runs/ok.qg"));
        var json = JsonNode.Parse(Encoding.UTF8.GetString(new ZstandardDecompressor([]).Decompress(Bytes(zip, part), 1 << 24)))!;
        change(json);
        using var compressor = new ZstandardCompressor([]);
        return With(part, compressor.Compress(Encoding.UTF8.GetBytes(json.ToJsonString())).ToArray());
    }

    private string With(string part, byte[]? content)
    {
        var path = folder.File("changed.qg");
        File.Copy(SharedFiles.Golden("runs/ok.qg"), path, overwrite: true);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry(part)!.Delete();
        if (content is not null)
        {
            using var member = zip.CreateEntry(part, CompressionLevel.NoCompression).Open();
            member.Write(content);
        }

        return path;
    }

    private static byte[] Bytes(ZipArchive zip, string part)
    {
        using var member = zip.GetEntry(part)!.Open();
        using var copy = new MemoryStream();
        member.CopyTo(copy);
        return copy.ToArray();
    }
}

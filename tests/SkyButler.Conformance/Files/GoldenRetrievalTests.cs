using System.Text.Json.Nodes;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Files;

public sealed class GoldenRetrievalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retrieved_files_and_their_index_are_the_originals()
    {
        var expected = SharedFiles.Golden("transfers/artifacts");
        var index = await ReadAsync(expected);
        using var folder = new TemporaryDirectory();
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var ids = index["refs"]!["compact_refs"]!.AsObject().Select(p => new Guid(p.Key)).ToHashSet();
        var datasets = (await butler.Registry.Datasets.GetAsync(ids, Token)).Values.ToList();
        await butler.RetrieveArtifactsAsync(datasets, folder.Path, new() { Transfer = Resources.Transfers.TransferMode.Copy }, Token);
        Files(folder.Path).ShouldBe(Files(expected));
        foreach (var file in Files(expected).Where(f => f != "_butler_zip_index.json"))
            (await File.ReadAllBytesAsync(folder.File(file), Token)).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(expected, file), Token));
        var made = await ReadAsync(folder.Path);
        foreach (var (path, entry) in index["artifact_map"]!.AsObject())
            JsonNode.DeepEquals(made["artifact_map"]![path], entry).ShouldBeTrue($"{path}: {made["artifact_map"]![path]} instead of {entry}");
        foreach (var (name, type) in index["refs"]!["dataset_types"]!.AsObject())
            JsonNode.DeepEquals(made["refs"]!["dataset_types"]![name], type).ShouldBeTrue(name);
        made["refs"]!["compact_refs"]!.AsObject().Count.ShouldBe(ids.Count);
    }

    private static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static async Task<JsonNode> ReadAsync(string folder) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "_butler_zip_index.json"), Token))!;
}

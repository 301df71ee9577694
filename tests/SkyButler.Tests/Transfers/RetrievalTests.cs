using System.Text.Json;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Transfers;

public sealed class RetrievalTests
{
    private const string Index = "_butler_zip_index.json";

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task Retrieving_into_a_folder_again_keeps_what_its_index_knew()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var folder = repository.Outside("out") + "/";
        await RetrieveAsync(repository, 0, folder);
        await RetrieveAsync(repository, 1, folder);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(folder + Index, Token));
        index.RootElement.GetProperty("refs").GetProperty("compact_refs").EnumerateObject().Count().ShouldBe(2);
        var files = index.RootElement.GetProperty("artifact_map").EnumerateObject().Select(p => p.Name).ToList();
        files.Count.ShouldBe(2);
        files.ShouldAllBe(f => File.Exists(folder + f));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"index_version":"V1","refs":{"container_version":"V1","universe_version":1,"universe_namespace":"daf_butler"}}""")]
    public async Task An_index_that_cant_be_added_to_is_left_alone_unless_it_may_be_overwritten(string content)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var folder = repository.Outside("out") + "/";
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(folder + Index, content, Token);
        (await Should.ThrowAsync<DatastoreException>(() => RetrieveAsync(repository, 0, folder))).Message.ShouldContain("--clobber");
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBe([folder + Index]);
        (await File.ReadAllTextAsync(folder + Index, Token)).ShouldBe(content);
        await RetrieveAsync(repository, 1, folder, overwrite: true);
        (await File.ReadAllTextAsync(folder + Index, Token)).ShouldContain("artifact_map");
    }

    private static async Task RetrieveAsync(SmallRepository repository, long detector, string folder, bool overwrite = false)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        var dataset = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = detector });
        await repository.Butler.PutAsync([(new Dictionary<string, object?> { ["a"] = detector }, dataset)], Token);
        await repository.Butler.RetrieveArtifactsAsync([dataset], folder, new() { Overwrite = overwrite }, Token);
    }
}

using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Transfers;

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
    [InlineData("""{"index_version":"V1","index_version":"V1","refs":{}}""")]
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

    [Fact]
    public async Task A_retrieval_that_ends_while_another_goes_on_stays_in_the_index()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var folder = repository.Outside("out") + "/";
        var datasets = await PutAsync(repository);
        var isFirst = true;
        await repository.Butler.RetrieveArtifactsAsync(datasets[..2], folder, new() { BatchSize = 1, Retrieved = InterveneAsync }, Token);

        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(folder + Index, Token));
        index.RootElement.GetProperty("refs").GetProperty("compact_refs").EnumerateObject().Count().ShouldBe(3);
        index.RootElement.GetProperty("artifact_map").EnumerateObject().Count().ShouldBe(3);
        Directory.GetFiles(folder, "*.unfinished").ShouldBeEmpty();

        async Task InterveneAsync(string path)
        {
            if (isFirst)
                await repository.Butler.RetrieveArtifactsAsync(datasets[2..], folder, new(), Token);
            isFirst = false;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("datastore: {checksum: true}")]
    public async Task A_stopped_retrieval_goes_on_and_takes_no_other_file_for_its_own(string seed)
    {
        await using var repository = await SmallRepository.MakeAsync(seed);
        var folder = repository.Outside("out") + "/";
        var datasets = await PutAsync(repository);
        var copy = new RetrieveOptions { Transfer = TransferMode.Copy };
        var came = new List<string>();
        await Should.ThrowAsync<InvalidOperationException>(() => repository.Butler.RetrieveArtifactsAsync(datasets, folder, copy with { BatchSize = 1, Retrieved = StopAsync }, Token));
        var mine = new Uri(came[0]).LocalPath;
        var content = await File.ReadAllTextAsync(mine, Token);

        // Of the same name and size as a file that came, or, where no checksum tells them apart, as one that has not come yet.
        var foreign = seed.Length > 0 ? mine : repository.Files().Select(file => Path.Combine(folder, file)).Single(file => !File.Exists(file));
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, new string('x', content.Length), Token);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.RetrieveArtifactsAsync(datasets, folder, copy, Token))).Message.ShouldContain("exists already");
        (await File.ReadAllTextAsync(foreign, Token)).ShouldBe(new string('x', content.Length));

        File.Delete(foreign);
        (await repository.Butler.RetrieveArtifactsAsync(datasets, folder, copy, Token)).Count.ShouldBe(3);
        (await File.ReadAllTextAsync(mine, Token)).ShouldBe(content);
        Directory.GetFiles(folder, "*.unfinished").ShouldBeEmpty();

        Task StopAsync(string path)
        {
            came.Add(path);
            return came.Count < 2 ? Task.CompletedTask : throw new InvalidOperationException("stopped");
        }
    }

    private static async Task<DatasetRef[]> PutAsync(SmallRepository repository)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        DatasetRef[] datasets = [.. Enumerable.Range(0, 3).Select(i => repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = (long)i }))];
        await repository.Butler.PutAsync([.. datasets.Select(d => ((object)new Dictionary<string, object?> { ["a"] = d.DataId["detector"].Number }, d))], Token);
        return datasets;
    }

    private static async Task RetrieveAsync(SmallRepository repository, long detector, string folder, bool overwrite = false)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        var dataset = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = detector });
        await repository.Butler.PutAsync([(new Dictionary<string, object?> { ["a"] = detector }, dataset)], Token);
        await repository.Butler.RetrieveArtifactsAsync([dataset], folder, new() { Overwrite = overwrite }, Token);
    }
}

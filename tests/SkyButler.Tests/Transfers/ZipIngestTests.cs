using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores;
using SkyButler.Transfers.Zips;

namespace SkyButler.Tests.Transfers;

/// <summary>Zips of datasets: round trips, and what must not come in.</summary>
public sealed class ZipIngestTests
{
    private const string Index = "_butler_zip_index.json";

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task What_is_packed_and_taken_in_elsewhere_is_the_same()
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, datasets) = await PackAsync(source);
        await using var target = await SmallRepository.MakeAsync();
        (await target.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Copy }, Token)).ShouldBe(3);
        target.Files().ShouldBe([$"zips/{Path.GetFileName(zip)[..4]}/{Path.GetFileName(zip)}"]);
        foreach (var dataset in datasets)
            ((OrderedDictionary<string, object?>)await target.Butler.GetAsync(dataset, cancellationToken: Token))["detector"].ShouldBe(dataset.DataId["detector"].Number);
        await target.Butler.PruneDatasetsAsync(datasets, new() { Purge = true }, Token);
        target.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_zip_with_datasets_that_are_there_is_refused()
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, _) = await PackAsync(source);
        (await Should.ThrowAsync<ConflictException>(() => source.Butler.IngestZipAsync(zip, new(), Token))).Message.ShouldContain("already");
    }

    [Fact]
    public async Task Dimension_records_come_along_only_where_the_zip_has_some()
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, _) = await PackAsync(source);
        await using var target = await SmallRepository.MakeAsync();
        (await Should.ThrowAsync<ZipException>(() => target.Butler.IngestZipAsync(zip, new() { TransferDimensions = true }, Token))).Message.ShouldContain("no dimension records");
        Rewrite(zip, index => index["refs"]!["dimension_records"] = JsonNode.Parse("""{"detector":[["Cam",9,"D9",null,null,null]]}"""));
        await target.Butler.IngestZipAsync(zip, new() { TransferDimensions = true, Transfer = TransferMode.Copy }, Token);
        (await target.Butler.Queries.DataIdsAsync(new() { Dimensions = ["detector"], Where = "instrument='Cam' AND detector=9" }, Token).CountAsync(Token)).ShouldBe(1);
    }

    [Theory]
    [InlineData("version", "index_version")]
    [InlineData("universe", "universe_namespace")]
    [InlineData("no-index", "no index")]
    [InlineData("no-json", "can't be read")]
    [InlineData("missing-member", "not in it")]
    [InlineData("unnamed-member", "unnamed.txt")]
    [InlineData("size", "bytes")]
    [InlineData("unknown-id", "no more")]
    [InlineData("two-files", "two files")]
    [InlineData("no-file", "no file for the dataset")]
    [InlineData("type", "other_type")]
    [InlineData("types", "the dataset type 'info' twice")]
    [InlineData("data-id", "detector")]
    [InlineData("dots", "../evil.yaml")]
    [InlineData("absolute", "/etc/evil.yaml")]
    [InlineData("backslash", "a\\b.yaml")]
    [InlineData("folder", "sub/evil.yaml")]
    [InlineData("dot", "ends in a dot or blank")]
    [InlineData("blank", "ends in a dot or blank")]
    [InlineData("apart", "normal form C")]
    [InlineData("control", "control character")]
    [InlineData("duplicate", "two members")]
    [InlineData("link", "symbolic link")]
    [InlineData("ratio", "more than 200 times")]
    [InlineData("index-ratio", "more than 20 times")]
    [InlineData("no-zip", "no zip file")]
    [InlineData("later-universe", "version 99")]
    [InlineData("checksum", "checksum")]
    [InlineData("climbing-path", "../../../etc/passwd")]
    [InlineData("absolute-path", "/etc/passwd")]
    [InlineData("control-path", "control character")]
    [InlineData("climbing-run", "../../x")]
    [InlineData("absolute-run", "/x")]
    [InlineData("control-run", "can be seen")]
    public async Task A_zip_that_lies_or_attacks_is_refused_by_name_and_nothing_is_written(string attack, string message)
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, _) = await PackAsync(source);
        await AttackAsync(zip, attack);
        await using var target = await SmallRepository.MakeAsync();
        var error = await Should.ThrowAsync<ZipException>(() => target.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Copy }, Token));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain(Path.GetFileName(zip));
        error.Message.ShouldNotContain("\n");
        target.Files().ShouldBeEmpty();
        (await target.Butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token)).ShouldBeEmpty();
        (await target.Butler.Registry.Collections.FindAsync("u/packed", Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("zip", false)]
    [InlineData("zip", true)]
    [InlineData("folder", false)]
    [InlineData("folder", true)]
    public async Task Recorded_checksums_are_compared_with_what_comes(string kind, bool isWrong)
    {
        await using var source = await SmallRepository.MakeAsync("datastore:\n  checksum: true\n");
        var (zip, datasets) = await PackAsync(source);
        var place = kind == "zip" ? zip : source.Outside("folder");
        if (kind == "folder")
            await source.Butler.RetrieveArtifactsAsync(datasets, place, new() { Transfer = TransferMode.Copy }, Token);
        var name = "";
        RewriteIndex(place, index =>
        {
            var (file, about) = ((JsonObject)index["artifact_map"]!).Last();
            ((string?)about!["info"]!["checksum"]).ShouldNotBeNull().Length.ShouldBe(128);
            name = file;
            if (isWrong)
                about["info"]!["checksum"] = new string('a', 128);
        });
        await using var target = await SmallRepository.MakeAsync();
        if (!isWrong)
        {
            (await target.Butler.IngestZipAsync(place, new() { Transfer = TransferMode.Copy }, Token)).ShouldBe(3);
            return;
        }

        var before = await StateAsync(target);
        foreach (var dryRun in (bool[])[true, false])
        {
            var error = await Should.ThrowAsync<ZipException>(() => target.Butler.IngestZipAsync(place, new() { Transfer = TransferMode.Copy, DryRun = dryRun }, Token));
            error.Message.ShouldContain($"'{name}'");
            error.Message.ShouldContain("checksum");
        }

        (await StateAsync(target)).ShouldBe(before);
    }

    [Fact]
    public async Task A_formatter_that_is_not_known_here_is_warned_of()
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, _) = await PackAsync(source);
        Rewrite(zip, index => First(index)["info"]!["formatter"] = "some.where.Formatter");
        await using var target = await SmallRepository.MakeAsync();
        var log = new ListLog();
        await target.ReopenAsync(new() { Run = "u/run", Log = log });
        (await target.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Copy }, Token)).ShouldBe(3);
        log.Messages.ShouldHaveSingleItem().ShouldContain("'some.where.Formatter'");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("index")]
    [InlineData("round about")]
    public async Task A_link_out_of_a_folder_is_refused_by_name_and_nothing_is_written(string attack)
    {
        await using var source = await SmallRepository.MakeAsync();
        var (_, datasets) = await PackAsync(source);
        var place = source.Outside("folder");
        var files = await source.Butler.RetrieveArtifactsAsync(datasets, place, new() { Transfer = TransferMode.Copy }, Token);
        var linked = attack == "index" ? Path.Combine(place, Index) : files[1];
        Directory.CreateDirectory(source.Outside("private"));
        File.Move(linked, source.Outside("private/secret"));
        if (attack == "round about")
        {
            Directory.CreateSymbolicLink(Path.Combine(place, "near"), source.Outside("private"));
            File.CreateSymbolicLink(linked, Path.Combine(place, "near", "secret"));
        }
        else
        {
            File.CreateSymbolicLink(linked, source.Outside("private/secret"));
        }

        await using var target = await SmallRepository.MakeAsync();
        var error = await Should.ThrowAsync<ZipException>(() => target.Butler.IngestZipAsync(place, new() { Transfer = TransferMode.Copy }, Token));
        error.Message.ShouldContain($"'{Path.GetRelativePath(place, linked)}' is behind a symbolic link out of it");
        target.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_of_very_many_values_is_refused_before_they_take_memory()
    {
        await using var target = await SmallRepository.MakeAsync();
        var content = new byte[(2 * 40_000_001) + 1];
        for (var i = 0; i < content.Length; i++)
            content[i] = (byte)(i % 2 == 0 ? ',' : '1');
        (content[0], content[^1]) = ((byte)'[', (byte)']');
        Should.Throw<ZipException>(() => new ZipIndexReader(target.Butler.Universe, "folder x").Read(content)).Message.ShouldContain("more than 40000000 values");
    }

    [Theory]
    [InlineData("zip", "value", false)]
    [InlineData("zip", "value", true)]
    [InlineData("folder", "value", false)]
    [InlineData("folder", "value", true)]
    [InlineData("zip", "record", false)]
    [InlineData("folder", "record", false)]
    [InlineData("zip", "run", true)]
    [InlineData("folder", "run", false)]
    public async Task What_the_repository_refuses_leaves_nothing_registered(string kind, string mistake, bool dryRun)
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, datasets) = await PackAsync(source);
        var place = kind == "zip" ? zip : source.Outside("folder");
        if (kind == "folder")
            await source.Butler.RetrieveArtifactsAsync(datasets.ToAsyncEnumerable(), place, new(), Token);
        RewriteIndex(place, index =>
        {
            ((JsonObject)index["refs"]!["compact_refs"]!).Last().Value!["data_id"]!["detector"] = 99;
            // With records of their own, of which one lacks what it refers to, only the database can tell.
            if (mistake == "record")
                index["refs"]!["dimension_records"] = JsonNode.Parse("""{"detector":[["Cam",98,"D98",null,null,null]]}""");
        });
        await using var target = await SmallRepository.MakeAsync();
        if (mistake == "run")
            await target.Butler.Registry.Collections.RegisterAsync(["u/packed"], SkyButler.Registry.Collections.CollectionType.Tagged, null, Token);
        var before = await StateAsync(target);
        var error = await Should.ThrowAsync<ButlerException>(() => target.Butler.IngestZipAsync(
            place, new() { Transfer = TransferMode.Copy, DryRun = dryRun, TransferDimensions = mistake == "record" }, Token));
        error.Message.ShouldContain(mistake == "run" ? "TAGGED" : "99");
        (await StateAsync(target)).ShouldBe(before);
        target.OpenEntries().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_has_another_dataset_for_a_data_id_is_refused_also_by_a_dry_run(bool dryRun)
    {
        await using var source = await SmallRepository.MakeAsync();
        var (zip, _) = await PackAsync(source);
        await using var target = await SmallRepository.MakeAsync();
        await PackAsync(target);
        var before = await StateAsync(target);
        var error = await Should.ThrowAsync<ConflictException>(() => target.Butler.IngestZipAsync(zip, new() { Transfer = TransferMode.Copy, DryRun = dryRun }, Token));
        error.Message.ShouldContain("The run 'u/packed' has the dataset");
        (await StateAsync(target)).ShouldBe(before);
    }

    private static async Task<string> StateAsync(SmallRepository repository)
    {
        var registry = repository.Butler.Registry;
        var types = await registry.DatasetTypes.QueryAsync(["*"], null, Token);
        var collections = await registry.Collections.QueryAsync(["*"], null, Token);
        var detectors = await repository.Butler.Queries.DataIdsAsync(new() { Dimensions = ["detector"] }, Token).ToListAsync(Token);
        return string.Join('\n', [.. types.Select(t => t.Name), .. collections.Select(c => c.Name), .. detectors.Select(d => d.ToString()), .. repository.Files()]);
    }

    private static void RewriteIndex(string place, Action<JsonNode> change)
    {
        if (!Directory.Exists(place))
        {
            Rewrite(place, change);
            return;
        }

        var index = JsonNode.Parse(File.ReadAllText(Path.Combine(place, Index)))!;
        change(index);
        File.WriteAllText(Path.Combine(place, Index), index.ToJsonString());
    }

    private static async Task<(string Zip, IReadOnlyList<DatasetRef> Datasets)> PackAsync(SmallRepository repository)
    {
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument", "detector");
        await repository.Butler.Registry.Collections.RegisterAsync(["u/packed"], SkyButler.Registry.Collections.CollectionType.Run, null, Token);
        var datasets = Enumerable.Range(0, 3).Select(i => repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = (long)i }, "u/packed")).ToList();
        await repository.Butler.PutAsync([.. datasets.Select(d => ((object)new Dictionary<string, object?> { ["detector"] = d.DataId["detector"].Number }, d))], Token);
        return (new Uri((await repository.Butler.RetrieveZipAsync(datasets.ToAsyncEnumerable(), repository.Outside("out"), new(), Token))!).LocalPath, datasets);
    }

    private static async Task AttackAsync(string zip, string attack)
    {
        switch (attack)
        {
            case "version":
                Rewrite(zip, index => index["index_version"] = "V9");
                break;
            case "universe":
                Rewrite(zip, index => index["refs"]!["universe_namespace"] = "other");
                break;
            case "later-universe":
                Rewrite(zip, index => index["refs"]!["universe_version"] = 99);
                break;
            case "checksum":
                Rewrite(zip, index => First(index)["info"]!["checksum"] = new string('0', 128));
                break;
            case "climbing-path" or "absolute-path" or "control-path":
                Rewrite(zip, index => First(index)["info"]!["path"] = attack switch { "climbing-path" => "../../../etc/passwd", "absolute-path" => "/etc/passwd", _ => "a\nb" });
                break;
            case "climbing-run" or "absolute-run" or "control-run":
                Rewrite(zip, index => ((JsonObject)index["refs"]!["compact_refs"]!).First().Value!["run"] = attack switch { "climbing-run" => "../../x", "absolute-run" => "/x", _ => "a\nb" });
                break;
            case "size":
                Rewrite(zip, index => First(index)["info"]!["file_size"] = 123456);
                break;
            case "unknown-id":
                Rewrite(zip, index => First(index)["ids"] = new JsonArray(Guid.NewGuid().ToString()));
                break;
            case "two-files":
                Rewrite(zip, index => First(index)["ids"] = ((JsonObject)index["artifact_map"]!).Last().Value!["ids"]!.DeepClone());
                break;
            case "no-file":
                Rewrite(zip, index => ((JsonObject)index["artifact_map"]!).Remove(((JsonObject)index["artifact_map"]!).First().Key));
                break;
            case "type":
                Rewrite(zip, index => ((JsonObject)index["refs"]!["compact_refs"]!).First().Value!["dataset_type_name"] = "other_type");
                break;
            case "types":
                RewriteText(zip, text => text.Replace("\"dataset_types\":{", "\"dataset_types\":{\"info\":{\"name\":\"info\",\"dimensions\":[],\"storageClass\":\"StructuredDataDict\"},", StringComparison.Ordinal));
                break;
            case "data-id":
                Rewrite(zip, index => ((JsonObject)index["refs"]!["compact_refs"]!).First().Value!["data_id"] = new JsonObject { ["instrument"] = "Cam" });
                break;
            case "no-json":
                Replace(zip, Index, "{");
                break;
            case "no-index":
                Change(zip, archive => archive.GetEntry(Index)!.Delete());
                break;
            case "missing-member":
                Change(zip, archive => archive.Entries.First(e => e.FullName != Index).Delete());
                break;
            case "index-ratio":
                var unit = new byte[4096];
                Change(zip, archive =>
                {
                    archive.GetEntry(Index)!.Delete();
                    using var stream = archive.CreateEntry(Index).Open();
                    // Each part begins otherwise, so that it shrinks less than what is refused of any file.
                    for (var i = 0; i < (65 << 20) / unit.Length; i++)
                    {
                        new Random(i).NextBytes(unit.AsSpan(0, 64));
                        stream.Write(unit);
                    }
                });
                break;
            case "no-zip":
                await File.WriteAllTextAsync(zip, "text", Token);
                break;
            case "link":
                Change(zip, archive => archive.Entries.First(e => e.FullName != Index).ExternalAttributes = unchecked((int)0xA1FF0000));
                break;
            case "duplicate":
                Add(zip, archive => archive.Entries.First(e => e.FullName != Index).FullName, "twice");
                break;
            case "ratio":
                Add(zip, _ => "zeros.bin", new string('0', 1 << 24));
                break;
            default:
                Add(zip, _ => attack switch { "dots" => "../evil.yaml", "absolute" => "/etc/evil.yaml", "backslash" => "a\\b.yaml", "folder" => "sub/evil.yaml", "dot" => "a.", "blank" => "x ", "apart" => "e\u0301.yaml", "control" => "a\u0001b.yaml", _ => "unnamed.txt" }, "evil");
                break;
        }
    }

    private static JsonObject First(JsonNode index) => (JsonObject)((JsonObject)index["artifact_map"]!).First().Value!;

    private static void Rewrite(string zip, Action<JsonNode> change) => RewriteText(zip, text =>
    {
        var index = JsonNode.Parse(text)!;
        change(index);
        return index.ToJsonString();
    });

    private static void RewriteText(string zip, Func<string, string> change)
    {
        string text;
        using (var archive = ZipFile.OpenRead(zip))
        using (var reader = new StreamReader(archive.GetEntry(Index)!.Open()))
            text = reader.ReadToEnd();
        Replace(zip, Index, change(text));
    }

    private static void Replace(string zip, string name, string content) => Change(zip, archive =>
    {
        archive.GetEntry(name)!.Delete();
        Write(archive.CreateEntry(name), content);
    });

    private static void Add(string zip, Func<ZipArchive, string> name, string content) => Change(zip, archive => Write(archive.CreateEntry(name(archive)), content));

    private static void Write(ZipArchiveEntry entry, string content)
    {
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    private static void Change(string zip, Action<ZipArchive> change)
    {
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Update);
        change(archive);
    }
}

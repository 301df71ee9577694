using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.History;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores;
using SkyButler.Transfers;

namespace SkyButler.Tests.History;

/// <summary>What the bin keeps, for how long, and what is said where it keeps nothing.</summary>
public sealed class BinTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData("gigabytes: 0", "switched off")]
    [InlineData("datasets: 12", "more than the bin takes")]
    [InlineData("gigabytes: 0.00000001", "larger than the bin")]
    public async Task What_is_not_kept_is_told_before_anything_is_done(string setting, string reason)
    {
        await using var repository = await UndoneRepository.MakeAsync($"skybutler:\n  undo:\n    {setting}\n");
        await repository.RemoveRunAsync();
        repository.Small.Files().Count.ShouldBe(1);
        (await repository.LatestAsync()).NotKept!.ShouldContain(reason);
        await repository.RefusedAsync(reason);
        (await Should.ThrowAsync<HistoryException>(() => repository.UndoAsync(isPartial: true))).Message.ShouldContain(reason);
        repository.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_asked_to_be_removed_for_good_is_gone()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.Butler.RemoveRunsAsync(["u/run"], new RunRemovalOptions { Removal = RunRemoval.UnlinkFromChains, Keeping = RemovalKeeping.ForGood }, Token);
        await repository.RefusedAsync("for good");
        repository.Kept.ShouldBeEmpty();
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync(run: "u/other"), new() { Purge = true, Keeping = RemovalKeeping.Unlogged }, Token);
        (await repository.LatestAsync()).Action.ShouldNotBe(LogAction.Purge);
    }

    [Fact]
    public async Task A_web_server_that_lists_nothing_has_no_bin_and_that_is_said_before()
    {
        var stores = SkyButler.Configuration.PackagedDefaults.Stores.With("http", new SkyButler.Resources.Stores.Http.HttpResourceStore(SkyButler.Resources.EnvironmentVariables.Empty));
        await using var repository = await UndoneRepository.MakeAsync($"datastore: {{root: '{await SkyButler.Tests.Shared.NginxServer.UrlAsync()}/put/{Guid.NewGuid():N}/'}}", stores);
        (await repository.Butler.WhyNotUndoableAsync(RemovalKeeping.Kept, 1, Token)).ShouldNotBeNull().ShouldContain("does not speak WebDAV");
        await repository.RemoveRunAsync();
        (await repository.DatasetsAsync(run: "u/other")).Count.ShouldBe(1);
        (await Should.ThrowAsync<HistoryException>(() => repository.UndoAsync())).Message.ShouldContain("does not speak WebDAV");
    }

    [Fact]
    public async Task A_bin_is_trimmed_by_whole_removals_the_oldest_first()
    {
        await using var repository = await UndoneRepository.MakeAsync("skybutler:\n  undo:\n    datasets: 12\n");
        var datasets = await repository.DatasetsAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Take(4)], new() { Purge = true }, Token);
        var first = await repository.LatestAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Skip(4).Take(4)], new() { Purge = true }, Token);
        var second = await repository.LatestAsync();
        repository.Kept.Count.ShouldBe(2);
        await repository.Butler.PruneDatasetsAsync([.. datasets.Skip(8)], new() { Purge = true }, Token);
        repository.Kept.Count.ShouldBe(2);
        await repository.RefusedAsync("not kept any more", first);
        await repository.UndoAsync();
        await repository.UndoAsync(second);
        (await repository.DatasetsAsync()).Count.ShouldBe(9);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public void A_bin_is_trimmed_by_age_and_size_at_once()
    {
        var settings = BinSettings.Read(SkyButler.Configuration.Config.Parse("{gigabytes: 0.5, datasets: 7, days: 2}"));
        settings.ShouldBe(new BinSettings(1L << 29, 7, TimeSpan.FromDays(2)));
        Should.Throw<SkyButler.Configuration.ConfigException>(() => BinSettings.Read(SkyButler.Configuration.Config.Parse("{gigabyte: 1}"))).Message.ShouldContain("'gigabytes'");
        BinSettings.Read(SkyButler.Configuration.Config.Parse("{days: -1}")).IsOn.ShouldBeFalse();
        BinSettings.ReadRemote(SkyButler.Configuration.Config.Parse("{gigabytes: 0.5, datasets: 7, remote: {days: 2}}")).ShouldBe(new BinSettings(1L << 29, 7, TimeSpan.FromDays(2)));
        BinSettings.ReadRemote(SkyButler.Configuration.Config.Parse("{}")).ShouldBe(new BinSettings(10L << 30, 100_000, TimeSpan.FromDays(30)));
        BinSettings.ReadRemote(SkyButler.Configuration.Config.Parse("{gigabytes: 0, remote: {gigabytes: 1}}")).IsOn.ShouldBeTrue();
        Should.Throw<SkyButler.Configuration.ConfigException>(() => BinSettings.ReadRemote(SkyButler.Configuration.Config.Parse("{remote: {remote: 1}}"))).Message.ShouldContain("skybutler.undo.remote");
        BinSettings.Read(SkyButler.Configuration.Config.Parse("{}")).ShouldBe(new BinSettings(10L << 30, 1_000_000, TimeSpan.FromDays(30)));
    }

    [Fact]
    public async Task What_is_too_old_goes_with_the_next_removal()
    {
        await using var repository = await UndoneRepository.MakeAsync("skybutler:\n  undo:\n    days: 1\n");
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync("detector = 0"), new() { Purge = true }, Token);
        repository.Kept.ShouldHaveSingleItem();
        await repository.AgeAsync(TimeSpan.FromDays(2));
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync("detector = 2"), new() { Purge = true }, Token);
        repository.Kept.ShouldHaveSingleItem();
        await repository.UndoAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_that_were_damaged_in_the_bin_are_told_and_the_rest_comes_back_when_asked(bool isShorter)
    {
        await using var repository = await UndoneRepository.MakeAsync("datastore: {checksum: true}\n");
        await repository.RemoveRunAsync();
        var files = Directory.GetFiles(repository.Bin, "*info*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var content = await File.ReadAllBytesAsync(files[0], Token);
        content[^2] ^= 1;
        await File.WriteAllBytesAsync(files[0], isShorter ? content[1..] : content, Token);
        File.Delete(files[1]);
        await repository.RefusedAsync(isShorter ? "bytes" : "checksum");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(2);
        (await repository.DatasetsAsync()).Count.ShouldBe(11);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_list_that_was_damaged_or_deleted_is_told_in_one_line()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        repository.Butler.RemovalChunk = 5;
        await repository.RemoveRunAsync();
        var lists = Directory.GetFiles(repository.Bin, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        await File.WriteAllTextAsync(lists[0], "{", Token);
        await repository.RefusedAsync("damaged");
        File.Delete(lists[1]);
        await repository.RefusedAsync("is gone");
        Directory.Delete(repository.Bin, recursive: true);
        await repository.RefusedAsync("not kept any more");
    }

    [Fact]
    public async Task Datasets_that_share_a_file_come_back_each_by_its_own_removal()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var type = await repository.Small.RegisterAsync("raw", "StructuredDataDict", "exposure", "detector");
        var shared = Enumerable.Range(0, 4).Select(i => repository.Small.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = 1, ["detector"] = i })).ToList();
        var outside = await repository.Small.WriteOutsideAsync("decam.yaml", "number: 1\n");
        await repository.Butler.IngestAsync([new FileDataset(outside, shared)], new() { Transfer = TransferMode.Copy }, Token);
        var before = await repository.StateAsync();
        await repository.Butler.PruneDatasetsAsync([.. shared.Take(2)], new() { Purge = true }, Token);
        var first = await repository.LatestAsync();
        await repository.Butler.PruneDatasetsAsync([.. shared.Skip(2)], new() { Purge = true }, Token);
        var second = await repository.LatestAsync();
        await repository.RefusedAsync($"went with the later action {second.Id}", first);
        await repository.UndoAsync(second);
        await repository.UndoAsync(first);
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task Two_versions_of_one_dataset_are_not_mixed_up()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var dataset = (await repository.DatasetsAsync()).First(d => d.DatasetType.Name == "info");
        for (var version = 1L; version <= 2; version++)
        {
            await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
            if (version == 1)
                await repository.Butler.PutAsync([(new OrderedDictionary<string, object?> { ["value"] = 77L }, dataset)], Token);
        }

        var log = await repository.LogAsync(new() { Limit = 2 });
        await repository.UndoAsync(log[0]);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(77L);
        await repository.Butler.PruneDatasetsAsync([dataset], new() { Unstore = true }, Token);
        await repository.UndoAsync(log[1]);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldNotBe(77L);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task Links_come_back_as_links()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var type = await repository.Small.RegisterAsync("raw", "StructuredDataDict", "detector");
        var files = new List<FileDataset>();
        foreach (var detector in (int[])[0, 1])
            files.Add(new(await repository.Small.WriteOutsideAsync($"{detector}.yaml", "number: 1\n"), [repository.Small.Ref(type, new() { ["instrument"] = "Cam", ["detector"] = detector })]));
        await repository.Butler.IngestAsync([files[0]], new() { Transfer = TransferMode.Symlink }, Token);
        await repository.Butler.IngestAsync([files[1]], new() { Transfer = TransferMode.RelSymlink }, Token);
        var before = Links();
        before.Count.ShouldBe(2);
        await repository.Butler.PruneDatasetsAsync([.. files.SelectMany(f => f.Datasets)], new() { Purge = true }, Token);
        Links().ShouldBeEmpty();
        await repository.UndoAsync();
        Links().ShouldBe(before);
        await repository.CheckWholeAsync();

        List<string> Links() => [.. repository.Small.Files().Select(f => $"{f} {new FileInfo(Path.Combine(repository.Small.Root, f)).LinkTarget}").Where(f => !f.EndsWith(' '))];
    }

    [Fact]
    public async Task A_bin_that_can_not_be_written_stops_a_removal_before_anything_is_gone()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(repository.Bin)!);
        await File.WriteAllTextAsync(repository.Bin, "in the way", Token);
        var error = await Should.ThrowAsync<BinException>(repository.RemoveRunAsync);
        error.Message.ShouldContain("--no-undo");
        error.Message.ShouldNotContain('\n');
        (await repository.StateAsync()).ShouldBe(before);
        await repository.Butler.RemoveRunsAsync(["u/run"], new RunRemovalOptions { Removal = RunRemoval.UnlinkFromChains, Keeping = RemovalKeeping.ForGood }, Token);
        repository.Small.Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_can_not_be_taken_into_the_bin_stays_until_it_can()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        var dataset = (await repository.DatasetsAsync())[0];
        var place = (await repository.Butler.GetUrisAsync([dataset], Token))[dataset.Id].Single().Uri.LocalPath;
        File.Move(place, place + ".aside");
        Directory.CreateDirectory(place);
        (await Should.ThrowAsync<DatastoreException>(repository.RemoveRunAsync)).Message.ShouldContain("they stay marked");
        Directory.Delete(place);
        File.Move(place + ".aside", place);
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_client_that_can_not_write_the_log_works_without_one_and_says_so_once_and_at_each_removal()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var log = new ListLog();
        await repository.Small.ReopenAsync(new() { Run = "u/run", Log = log });
        // As if another program had made a table of that name.
        await repository.ExecuteAsync("ALTER TABLE skybutler_log RENAME COLUMN subject TO other");
        await repository.ChainAsync("u/chain", "u/run");
        await repository.CertifyAsync(2000, 3000);
        await repository.RemoveRunAsync();
        repository.Small.Files().Count.ShouldBe(1);
        log.Messages.Count.ShouldBe(2);
        log.Messages[0].ShouldContain("not logged");
        log.Messages[1].ShouldContain("What is removed can't be taken back");
        repository.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(9, 1)]
    public async Task Of_a_part_that_was_not_removed_after_all_nothing_waits_in_the_bin(int rows, int parts)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        repository.Butler.RemovalChunk = 5;
        var before = await repository.StateAsync();
        await repository.ExecuteAsync($"CREATE TRIGGER refusing BEFORE DELETE ON dataset WHEN (SELECT count(*) FROM dataset) <= {rows} BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await Should.ThrowAsync<RegistryException>(async () => await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync(), new() { Purge = true }, Token));
        await repository.ExecuteAsync("DROP TRIGGER refusing");
        repository.Kept.Count.ShouldBe(parts);
        Directory.GetFiles(repository.Bin, "*.jsonl", SearchOption.AllDirectories).Length.ShouldBe(parts);
        Directory.GetFiles(repository.Bin, "*.ids", SearchOption.AllDirectories).ShouldBeEmpty();
        if (parts > 0)
            await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_bin_is_nothing_to_those_who_verify_copy_and_export()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.RemoveRunAsync();
        await repository.CheckWholeAsync();
        var folder = repository.Small.Outside("exported");
        await repository.Butler.ExportEverythingAsync(folder, new() { Transfer = TransferMode.Copy }, Token);
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Count(f => !f.EndsWith(".yaml", StringComparison.Ordinal) || f.Contains("other", StringComparison.Ordinal)).ShouldBe(1);
        Directory.GetFiles(folder, "*.jsonl", SearchOption.AllDirectories).ShouldBeEmpty();
        await using var copy = await SmallRepository.MakeAsync();
        (await copy.Butler.CopyFromAsync(repository.Butler, new() { Transfer = TransferMode.Copy }, Token)).Datasets.ShouldBe(1);
        var chains = (await RepositoryHistory.ReadAsync(copy.Butler, cancellationToken: Token).ToListAsync(Token)).ShouldHaveSingleItem();
        (chains.Action, chains.Subject).ShouldBe((LogAction.EditChain, "u/chain (by copy-repository)"));
        // What changes nothing is not logged.
        await copy.Butler.CopyFromAsync(repository.Butler, new() { Transfer = TransferMode.Copy }, Token);
        (await RepositoryHistory.ReadAsync(copy.Butler, cancellationToken: Token).CountAsync(Token)).ShouldBe(1);
        await using (var plan = await RepositoryHistory.PlanAsync(copy.Butler, chains, Token))
            await plan.ApplyAsync(Token);
        (await copy.Butler.Registry.Collections.FindAsync("u/chain", Token)).ShouldBeNull();
        copy.Files().Count.ShouldBe(1);
        Directory.Exists(Path.Combine(copy.Root, ".skybutler", "bin")).ShouldBeFalse();
    }
}

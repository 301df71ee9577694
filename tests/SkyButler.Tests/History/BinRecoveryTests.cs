using SkyButler.Datastores.Bin;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores;
using SkyButler.Transfers;
using SkyButler.Transfers.Removing;

namespace SkyButler.Tests.History;

/// <summary>What is left in the bin and in the log of removals is neither more nor less than what can be taken back.</summary>
public sealed class BinRecoveryTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData("removal.after-lists:1", 0)]
    [InlineData("removal.after-lists:3", 2)]
    public async Task What_a_removal_noted_that_was_killed_before_its_commit_is_forgotten_by_the_next_client(string fault, int parts)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Remove_a_run_by_twos), fault);
        Directory.GetFiles(repository.Bin, "*.ids", SearchOption.AllDirectories).ShouldNotBeEmpty();
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        Directory.GetFiles(repository.Bin, "*.ids", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.GetFiles(repository.Bin, "*.jsonl", SearchOption.AllDirectories).Length.ShouldBe(parts);
        Directory.GetDirectories(repository.Bin).Length.ShouldBe(parts == 0 ? 1 : 2);
    }

    [Fact]
    public async Task What_waits_of_a_removal_that_was_killed_after_its_commit_is_kept_until_its_files_are()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Remove_a_run_by_twos), "removal.after-rows:2");
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        Directory.GetFiles(repository.Bin, "*.ids", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_dataset_that_came_into_the_place_of_a_removed_one_while_the_removal_went_on_does_not_take_its_place_in_the_bin()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var first = (await repository.DatasetsAsync("exposure = 2 AND detector = 0")).Single(d => d.DatasetType.Name == "info");
        var expected = ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(first, cancellationToken: Token))["value"];
        var second = repository.Small.Ref(first.DatasetType, new() { ["instrument"] = "Cam", ["exposure"] = 2, ["detector"] = 0 });
        var request = new RemovalRequest { Action = LogAction.Purge, Subject = "2 datasets", Count = 2, Keeping = RemovalKeeping.Kept };
        await using (var record = await RemovalRecord.BeginAsync(repository.Butler.Registry, repository.Butler.Datastore, request, new ListLog(), Token))
        {
            await new DatasetRemoval(repository.Butler.Registry, repository.Butler.Datastore, 1, record).PruneAsync(ChunksAsync(), 2, new() { Purge = true }, Token);
            await record.FinishAsync(Token);
        }

        await repository.RefusedAsync("is kept twice");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(1);
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(first, cancellationToken: Token))["value"].ShouldBe(expected);
        await repository.CheckWholeAsync();

        async IAsyncEnumerable<Guid[]> ChunksAsync()
        {
            yield return [first.Id];
            await repository.Butler.PutAsync([(new OrderedDictionary<string, object?> { ["value"] = 4711L }, second)], Token);
            yield return [second.Id];
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"Datasets\":-5,\"Bytes\":-5}")]
    [InlineData("[]")]
    public async Task A_summary_that_says_nothing_is_replaced_by_a_count(string summary)
    {
        await using var repository = await UndoneRepository.MakeAsync("skybutler:\n  undo:\n    datasets: 5\n");
        var datasets = await repository.DatasetsAsync();
        await repository.Butler.PruneDatasetsAsync([.. datasets.Take(4)], new() { Purge = true }, Token);
        await File.WriteAllTextAsync(Directory.GetFiles(repository.Bin, "summary.json", SearchOption.AllDirectories).Single(), summary, Token);
        await repository.Butler.PruneDatasetsAsync([.. datasets.Skip(4).Take(1)], new() { Purge = true }, Token);
        Directory.GetDirectories(repository.Bin).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_removal_that_keeps_nothing_makes_room_too_and_the_log_forgets_with_the_bin()
    {
        await using var repository = await UndoneRepository.MakeAsync("skybutler:\n  undo:\n    days: 1\n");
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync("detector = 0"), new() { Purge = true }, Token);
        var removal = await repository.LatestAsync();
        (await repository.Butler.Registry.Log.DetailAsync(removal.Id, Token)).ShouldNotBeNull();
        await repository.AgeAsync(TimeSpan.FromDays(2));
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync("detector = 2"), new() { Purge = true, Keeping = RemovalKeeping.ForGood }, Token);
        repository.Kept.ShouldBeEmpty();
        (await repository.Butler.Registry.Log.DetailAsync(removal.Id, Token)).ShouldBeNull();
        (await repository.LogAsync()).Count(e => e.Action == LogAction.Purge).ShouldBe(2);
    }

    [Fact]
    public async Task Of_changed_chains_only_the_latest_thousand_can_be_taken_back_and_of_what_was_taken_back_nothing_is_kept()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.Butler.Registry.TransactAsync(
            async token =>
            {
                for (var i = 0; i < 1010; i++)
                    await repository.ChainAsync("u/many", i % 2 == 0 ? "u/tag" : "u/other");
            },
            Token);
        var log = await repository.LogAsync();
        log.Count.ShouldBeGreaterThan(1010);
        (await repository.Butler.Registry.Log.DetailAsync(log[999].Id, Token)).ShouldNotBeNull();
        (await repository.Butler.Registry.Log.DetailAsync(log[1001].Id, Token)).ShouldBeNull();
        await repository.RefusedAsync("not kept any more", log[1001]);
        await repository.UndoAsync();
        (await repository.Butler.Registry.Log.DetailAsync(log[0].Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Details_that_somebody_damaged_are_told_in_one_line()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        foreach (var content in (string[])["null", "{", "[]"])
        {
            await repository.ExecuteAsync($"UPDATE skybutler_log_detail SET content = '{content}'");
            await repository.RefusedAsync("can't be read");
        }
    }

    [Fact]
    public async Task Before_a_removal_it_is_said_whether_it_can_be_taken_back()
    {
        await using var repository = await UndoneRepository.MakeAsync("skybutler:\n  undo:\n    datasets: 12\n");
        var before = await repository.LogAsync();
        (await repository.Butler.WhyNotUndoableAsync(RemovalKeeping.Kept, 12, Token)).ShouldBeNull();
        (await repository.Butler.WhyNotUndoableAsync(RemovalKeeping.Kept, 13, Token)).ShouldNotBeNull().ShouldContain("more than the bin takes");
        (await repository.LogAsync()).ShouldBe(before);
        Directory.GetFiles(repository.Bin, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        await repository.ExecuteAsync("ALTER TABLE skybutler_log RENAME COLUMN subject TO other");
        (await repository.Butler.WhyNotUndoableAsync(RemovalKeeping.Kept, 1, Token)).ShouldNotBeNull().ShouldContain("log");
        Directory.Delete(repository.Bin, recursive: true);
        await File.WriteAllTextAsync(repository.Bin, "in the way", Token);
        (await Should.ThrowAsync<BinException>(() => repository.Butler.WhyNotUndoableAsync(RemovalKeeping.Kept, 1, Token))).Message.ShouldContain("--no-undo");
    }
}

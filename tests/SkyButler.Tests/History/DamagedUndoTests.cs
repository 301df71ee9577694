using SkyButler.History;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.History;

/// <summary>What comes back is read again, and what is damaged for good does not hold up other actions.</summary>
public sealed class DamagedUndoTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Fact]
    public async Task What_came_back_before_an_undo_was_killed_is_read_again()
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = 5;
        await repository.RemoveRunAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Undo_the_latest), "undo.after-part:1");
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        Damage(Path.Combine(repository.Small.Root, repository.Small.Files().First(f => !f.Contains("other", StringComparison.Ordinal))));
        (await Should.ThrowAsync<HistoryException>(() => repository.UndoAsync())).Message.ShouldContain("came back already, and is not as it was");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(1);
        (await repository.DatasetsAsync()).Count.ShouldBe(13);
        (await repository.LatestAsync()).Action.ShouldNotBe(LogAction.RemoveRuns);
    }

    [Fact]
    public async Task What_is_damaged_after_the_question_is_told_after_it_came_back()
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        await using (var plan = await RepositoryHistory.PlanAsync(repository.Butler, await repository.LatestAsync(), Token))
        {
            plan.LossCount.ShouldBe(0);
            Damage(Kept(repository)[0]);
            (await Should.ThrowAsync<HistoryException>(() => plan.ApplyAsync(Token))).Message.ShouldContain("1 files that came back are not as they were");
        }

        (await repository.DatasetsAsync()).Count.ShouldBe(13);
        (await repository.LatestAsync()).State.ShouldBe(LogState.Undoing);
    }

    [Fact]
    public async Task What_is_damaged_for_good_is_left_for_a_while_and_the_action_is_closed()
    {
        await using var repository = await MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        Damage(Kept(repository)[0]);
        await using (var plan = await RepositoryHistory.PlanAsync(repository.Butler, removal, Token))
        {
            (plan.LossCount, plan.StaysOpen).ShouldBe((1, false));
            plan.DamagedFolder.ShouldBe(Path.Combine(repository.Bin, $"{removal.Id:N}", "files"));
            await plan.ApplyAsync(Token);
        }

        Kept(repository).ShouldHaveSingleItem();
        (await repository.LatestAsync()).Action.ShouldNotBe(LogAction.RemoveRuns);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task What_is_left_of_a_dataset_of_several_files_stays_in_the_bin_where_one_of_them_is_gone()
    {
        await using var repository = await UndoneRepository.MakeAsync(
            """
            storageClasses:
              Parts: {pytype: dict, components: {data: StructuredDataList, summary: StructuredDataDict}}
            datastore:
              composites: {disassembled: {Parts: true}}
              formatters: {StructuredDataList: lsst.daf.butler.formatters.json.JsonFormatter}
            """);
        await repository.Small.RegisterAsync("parts", "Parts", "detector");
        var value = new Dictionary<string, object> { ["data"] = new[] { 1, 2 }, ["summary"] = new Dictionary<string, double> { ["x"] = 1.5 } };
        var put = await repository.Butler.PutAsync(value, "parts", new() { ["instrument"] = "Cam", ["detector"] = 0 }, cancellationToken: Token);
        File.Delete(Path.Combine(repository.Small.Root, repository.Small.Files().Single(f => f.Contains("parts.summary", StringComparison.Ordinal))));
        await repository.Butler.PruneDatasetsAsync([put], new() { Purge = true }, Token);
        var left = Directory.GetFiles(repository.Bin, "parts_data*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await using (var plan = await RepositoryHistory.PlanAsync(repository.Butler, await repository.LatestAsync(), Token))
        {
            plan.Losses.ShouldHaveSingleItem().ShouldEndWith($"is not kept any more; what is left of the dataset stays in the bin: {left}.");
            plan.StaysOpen.ShouldBeFalse();
            left.ShouldStartWith(plan.DamagedFolder!);
            await plan.ApplyAsync(Token);
        }

        File.Exists(left).ShouldBeTrue();
    }

    [Fact]
    public async Task Behind_an_action_that_is_not_kept_the_one_before_it_is_found()
    {
        await using var repository = await MakeAsync();
        var first = await repository.LatestAsync();
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync("detector = 0"), new() { Purge = true, Keeping = SkyButler.Transfers.RemovalKeeping.ForGood }, Token);
        var removal = await repository.LatestAsync();
        removal.NotKept.ShouldNotBeNull();
        (await RepositoryHistory.BeforeAsync(repository.Butler, removal, Token))!.Id.ShouldBe(first.Id);
    }

    private static Task<UndoneRepository> MakeAsync() => UndoneRepository.MakeAsync("datastore: {checksum: true}\n");

    private static List<string> Kept(UndoneRepository repository) =>
        [.. Directory.GetFiles(repository.Bin, "*info*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    // Of the same size.
    private static void Damage(string file)
    {
        var content = File.ReadAllBytes(file);
        content[^2] ^= 1;
        File.WriteAllBytes(file, content);
    }
}

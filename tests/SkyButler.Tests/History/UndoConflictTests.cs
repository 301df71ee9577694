using SkyButler.Curation;
using SkyButler.History;
using SkyButler.Registry.Collections;

namespace SkyButler.Tests.History;

/// <summary>What was done since is somebody's: it is left alone, and what can't be taken back beside it is refused before anything changes.</summary>
public sealed class UndoConflictTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Fact]
    public async Task A_run_that_was_made_again_stands_in_the_way()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.RemoveRunAsync();
        await repository.Butler.Registry.Collections.RegisterAsync(["u/run"], CollectionType.Run, null, Token);
        await repository.RefusedAsync("a collection 'u/run' was made since");
    }

    [Fact]
    public async Task A_dataset_that_was_registered_again_stands_in_the_way()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var first = (await repository.DatasetsAsync()).First(d => d.DatasetType.Name == "info");
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        await repository.PutAsync([repository.Small.Ref(first.DatasetType, new() { ["instrument"] = "Cam", ["exposure"] = first.DataId["exposure"].Number, ["detector"] = first.DataId["detector"].Number })]);
        await repository.RefusedAsync("another file is in its place");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(1);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_data_ID_that_another_dataset_has_now_stands_in_the_way()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var first = (await repository.DatasetsAsync()).First(d => d.DatasetType.Name == "info");
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        await repository.Butler.Registry.Datasets.ImportAsync([new(first.DatasetType, first.DataId, first.Run, Guid.CreateVersion7())], Token);
        await repository.RefusedAsync("can't be taken back");
    }

    [Fact]
    public async Task A_dataset_that_was_stored_again_is_left_alone()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var some = (await repository.DatasetsAsync()).Where(d => d.DatasetType.Name == "info").Take(2).ToList();
        await repository.Butler.PruneDatasetsAsync(some, new() { Unstore = true }, Token);
        await repository.PutAsync([some[0]]);
        await repository.RefusedAsync("was stored again since");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(1);
        (await repository.Butler.GetAsync(some[1], cancellationToken: Token)).ShouldNotBeNull();
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_removed_one_is_not_replaced()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var file = Path.Combine(repository.Small.Root, repository.Small.Files()[0]);
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync(), new() { Unstore = true }, Token);
        await repository.Butler.PruneDatasetsAsync(await repository.DatasetsAsync(run: "u/other"), new() { Unstore = true }, Token);
        var log = await repository.LogAsync(new() { Limit = 2 });
        await File.WriteAllTextAsync(file, "mine", Token);
        await repository.RefusedAsync("another file is in its place", file.Contains("other", StringComparison.Ordinal) ? log[0] : log[1]);
        (await File.ReadAllTextAsync(file, Token)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_tag_that_another_dataset_has_now_is_told_and_all_else_comes_back_when_asked()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var first = (await repository.DatasetsAsync("exposure = 1 AND detector = 0")).Single(d => d.DatasetType.Name == "info");
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        await repository.Butler.Registry.Datasets.AssociateAsync("u/tag", [(await repository.DatasetsAsync(run: "u/other")).Single()], Token);
        await repository.RefusedAsync("don't come back into 'u/tag'");
        (await repository.UndoAsync(isPartial: true)).Count.ShouldBe(1);
        (await repository.Butler.GetAsync(first, cancellationToken: Token)).ShouldNotBeNull();
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_removed_tag_comes_back_without_datasets_that_are_gone_only_when_asked()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.ChainAsync("u/chain", "u/other");
        await CollectionRemoval.ApplyAsync(repository.Butler.Registry, ["u/tag"], Token);
        var removal = await repository.LatestAsync();
        await repository.RemoveRunAsync();
        await repository.RefusedAsync("was removed since", removal);
        (await repository.UndoAsync(removal, isPartial: true)).Count.ShouldBe(7);
        (await repository.Butler.Registry.Collections.GetAsync("u/tag", Token)).Documentation.ShouldBe("good ones");
    }

    [Fact]
    public async Task A_chain_that_was_removed_since_is_told()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        await CollectionRemoval.ApplyAsync(repository.Butler.Registry, ["u/chain"], Token);
        await repository.RefusedAsync("The chain 'u/chain' was removed since", removal);
        await repository.UndoAsync(removal, isPartial: true);
        (await repository.DatasetsAsync()).Count.ShouldBe(13);
    }

    [Fact]
    public async Task What_could_not_come_back_stays_in_the_bin_and_comes_back_the_next_time()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        var file = Path.Combine(repository.Small.Root, repository.Small.Files().First(f => f.Contains("info", StringComparison.Ordinal) && !f.Contains("other", StringComparison.Ordinal)));
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "mine", Token);
        (await repository.UndoAsync(isPartial: true)).ShouldHaveSingleItem().ShouldContain("another file is in its place");
        (await repository.DatasetsAsync()).Count.ShouldBe(12);
        (await repository.LatestAsync()).Id.ShouldBe(removal.Id);
        File.Delete(file);
        (await repository.UndoAsync()).ShouldBeEmpty();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
        Directory.EnumerateFiles(repository.Bin, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_changed_between_the_question_and_the_answer_is_not_lost()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var first = (await repository.DatasetsAsync("exposure = 1 AND detector = 0")).Single(d => d.DatasetType.Name == "info");
        await repository.Butler.PruneDatasetsAsync([first], new() { Purge = true }, Token);
        var removal = await repository.LatestAsync();
        await using (var plan = await RepositoryHistory.PlanAsync(repository.Butler, removal, Token))
        {
            plan.LossCount.ShouldBe(0);
            await repository.Butler.Registry.Datasets.AssociateAsync("u/tag", [(await repository.DatasetsAsync(run: "u/other")).Single()], Token);
            (await Should.ThrowAsync<HistoryException>(() => plan.ApplyAsync(Token))).Message.ShouldContain("changed meanwhile");
        }

        (await repository.DatasetsAsync()).Select(d => d.Id).ShouldNotContain(first.Id);
        (await repository.UndoAsync(removal, isPartial: true)).Count.ShouldBe(1);
        (await repository.Butler.GetAsync(first, cancellationToken: Token)).ShouldNotBeNull();
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task A_run_that_was_made_between_the_question_and_the_answer_stands_in_the_way()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.RemoveRunAsync();
        await using var plan = await RepositoryHistory.PlanAsync(repository.Butler, await repository.LatestAsync(), Token);
        await repository.Butler.Registry.Collections.RegisterAsync(["u/run"], CollectionType.Run, null, Token);
        var before = await repository.StateAsync();
        (await Should.ThrowAsync<HistoryException>(() => plan.ApplyAsync(Token))).Message.ShouldContain("a collection 'u/run' was made since");
        (await repository.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Undoing_twice_is_refused()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        await repository.RemoveRunAsync();
        var removal = await repository.LatestAsync();
        await using var first = await RepositoryHistory.PlanAsync(repository.Butler, removal, Token);
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.PlanAsync(repository.Butler, removal, Token))).Message.ShouldContain("still under way");
        await first.ApplyAsync(Token);
        await first.DisposeAsync();
        await repository.RefusedAsync("already", removal);
        // The next is the one before it; taking back is no action itself.
        (await repository.LatestAsync()).Id.ShouldNotBe(removal.Id);
    }

    [Fact]
    public async Task A_removal_of_what_came_back_can_be_taken_back_again()
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        for (var i = 0; i < 2; i++)
        {
            await repository.RemoveRunAsync();
            await repository.UndoAsync();
            (await repository.StateAsync()).ShouldBe(before);
        }
    }

    [Fact]
    public async Task An_empty_log_and_unknown_actions_are_told()
    {
        await using var repository = await ButlerFacade.SmallRepository.MakeAsync();
        (await RepositoryHistory.ReadAsync(repository.Butler, cancellationToken: Token).ToListAsync(Token)).ShouldBeEmpty();
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.FindAsync(repository.Butler, null, Token))).Message.ShouldContain("empty");
        foreach (var id in (string[])["abc", "nothing", "-"])
            (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.FindAsync(repository.Butler, id, Token))).Message.ShouldContain(id);
    }
}

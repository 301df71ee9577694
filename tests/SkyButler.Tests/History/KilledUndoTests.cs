using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.History;

/// <summary>Removals and their undoing are killed (SIGKILL) at their places; what was removed comes back whole all the same.</summary>
public sealed class KilledUndoTests
{
    private static CancellationToken Token => UndoneRepository.Token;

    [Theory]
    [InlineData("removal.after-lists:2")]
    [InlineData("removal.after-rows:1")]
    [InlineData("removal.after-rows:3")]
    [InlineData("trash.before-delete:2")]
    [InlineData("bin.after-file:3")]
    [InlineData("trash.after-delete:2")]
    [InlineData("removal.after-chunk:2")]
    [InlineData("removal.before-runs:1")]
    [InlineData("removal.after-rows:7")]
    [InlineData("trash.after-delete:7")]
    [InlineData("removal.before-trim:1")]
    public async Task A_removal_that_was_killed_is_taken_back(string fault)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Remove_a_run_by_twos), fault);
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Theory]
    [InlineData("removal.after-rows:2")]
    [InlineData("bin.after-file:3")]
    [InlineData("removal.after-chunk:2")]
    public async Task A_removal_that_was_killed_and_done_again_is_taken_back_in_two_steps(string fault)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Remove_a_run_by_twos), fault);
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        var first = await repository.LatestAsync();
        await repository.RemoveRunAsync();
        repository.Small.Files().Count.ShouldBe(1);
        await repository.RefusedAsync("Take the later action", first);
        await repository.UndoAsync();
        await repository.UndoAsync(first);
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Theory]
    [InlineData("removal.after-rows:7")]
    [InlineData("trash.after-delete:7")]
    [InlineData("removal.after-chunk:7")]
    public async Task A_pruning_that_was_killed_after_its_last_rows_went_is_done(string fault)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Purge_seven_by_twos), fault);
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        (await repository.LatestAsync()).ShouldSatisfyAllConditions(e => e.Action.ShouldBe(LogAction.Purge), e => e.State.ShouldBe(LogState.Done), e => e.Datasets.ShouldBe(13));
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Theory]
    [InlineData("put.after-stage:1")]
    [InlineData("put.after-rows:1")]
    [InlineData("put.after-rows:2")]
    [InlineData("put.before-commit:1")]
    [InlineData("put.after-commit:1")]
    [InlineData("undo.after-part:1")]
    [InlineData("undo.before-chains:1")]
    [InlineData("undo.before-drop:1")]
    public async Task An_undo_that_was_killed_goes_on(string fault)
    {
        await using var repository = await UndoneRepository.MakeAsync();
        var before = await repository.StateAsync();
        repository.Butler.RemovalChunk = 5;
        await repository.RemoveRunAsync();
        await CrashTests.KillAsync(repository.Small, nameof(CrashVictim.Undo_the_latest), fault);
        await repository.Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        if (await repository.LatestAsync() is { Action: LogAction.RemoveRuns })
            await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }
}

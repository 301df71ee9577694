using SkyButler.Registry.Log;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.History;

/// <summary>Removals and their undoing are killed (SIGKILL) at their places; what was removed comes back whole all the same.</summary>
public abstract class KilledUndoContract
{
    [Theory]
    [InlineData("removal.after-lists:2")]
    [InlineData("removal.after-rows:1")]
    [InlineData("removal.after-rows:3")]
    [InlineData("trash.before-delete:2")]
    [InlineData("trash.after-delete:2")]
    [InlineData("removal.after-chunk:2")]
    [InlineData("removal.before-runs:1")]
    [InlineData("removal.after-rows:7")]
    [InlineData("trash.after-delete:7")]
    [InlineData("removal.before-trim:1")]
    public Task A_removal_that_was_killed_is_taken_back(string fault) => CheckRemovalAsync(fault);

    private protected async Task CheckRemovalAsync(string fault)
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.KillAsync(nameof(CrashVictim.Remove_a_run_by_twos), fault);
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Theory]
    [InlineData("removal.after-rows:2")]
    [InlineData("removal.after-chunk:2")]
    public async Task A_removal_that_was_killed_and_done_again_is_taken_back_in_two_steps(string fault)
    {
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.KillAsync(nameof(CrashVictim.Remove_a_run_by_twos), fault);
        var first = await repository.LatestAsync();
        await repository.RemoveRunAsync();
        (await repository.FilesAsync()).Count.ShouldBe(1);
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
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        await repository.KillAsync(nameof(CrashVictim.Purge_seven_by_twos), fault);
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
        await using var repository = await MakeAsync();
        var before = await repository.StateAsync();
        repository.Butler.RemovalChunk = 5;
        await repository.RemoveRunAsync();
        await repository.KillAsync(nameof(CrashVictim.Undo_the_latest), fault);
        if (await repository.LatestAsync() is { Action: LogAction.RemoveRuns })
            await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    private protected abstract Task<UndoneRepository> MakeAsync();

    public sealed class OnDisk : KilledUndoContract
    {
        [Fact]
        public Task A_removal_that_was_killed_between_two_files_is_taken_back() => CheckRemovalAsync("bin.after-file:3");

        private protected override Task<UndoneRepository> MakeAsync() => UndoneRepository.MakeAsync();
    }

    /// <summary>Where copies are made before rows go.</summary>
    public abstract class Elsewhere : KilledUndoContract
    {
        [Theory]
        [InlineData("bin.before-copy:2")]
        [InlineData("bin.after-copy:2")]
        [InlineData("removal.after-copies:7")]
        public Task A_removal_that_was_killed_while_files_were_copied_is_taken_back(string fault) => CheckRemovalAsync(fault);

        [Theory]
        [InlineData("bin.before-copy:1")]
        [InlineData("bin.after-copy:1")]
        [InlineData("removal.after-lists:1")]
        public async Task Copies_of_a_removal_that_was_killed_before_anything_went_are_forgotten_by_the_next(string fault)
        {
            await using var repository = await MakeAsync();
            var before = await repository.StateAsync();
            await repository.KillAsync(nameof(CrashVictim.Remove_a_run_by_twos), fault);
            (await repository.BinFilesAsync()).ShouldNotBeEmpty();
            (await repository.StateAsync()).ShouldBe(before);
            await repository.RemoveRunAsync();
            (await repository.BinFilesAsync()).Count(f => f.Contains("/files/", StringComparison.Ordinal)).ShouldBe(13);
            await repository.UndoAsync();
            (await repository.StateAsync()).ShouldBe(before);
            (await repository.BinFilesAsync()).ShouldBeEmpty();
        }

        [Fact]
        public async Task An_undo_that_was_killed_while_it_emptied_the_bin_is_done_and_the_bin_is_emptied_with_the_next_removal()
        {
            await using var repository = await MakeAsync();
            var before = await repository.StateAsync();
            await repository.RemoveRunAsync();
            await repository.KillAsync(nameof(CrashVictim.Undo_the_latest), "bin.before-forget:1");
            (await repository.StateAsync()).ShouldBe(before);
            (await repository.LatestAsync()).Action.ShouldNotBe(LogAction.RemoveRuns);
            await repository.CheckWholeAsync();
        }
    }

    public sealed class OnS3 : Elsewhere
    {
        private protected override Task<UndoneRepository> MakeAsync() => S3UndoTests.MakeOnS3Async();
    }

    public sealed class OnDav : Elsewhere
    {
        private static readonly bool IsLong = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

        private protected override Task<UndoneRepository> MakeAsync()
        {
            Assert.SkipUnless(IsLong, "kills of removals on a WebDAV server are left to ./test.sh --long; on disk and S3 they are always tried");
            return DavUndoTests.MakeOnDavAsync();
        }
    }
}

using System.Globalization;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Processes;
using SkyButler.Tests.Shared.Repositories;

namespace SkyButler.Tests.Faults;

/// <summary>
/// A process is killed (SIGKILL) in the middle of its work, at one of some hundred places: between any two statements to the database, files,
/// requests to a server. Which, is drawn for each kill from its own share of them all. Ten kills of each kind, five of them on a disk
/// and five in a bucket; a hundred on each in a full campaign.
/// </summary>
public abstract class KillContract
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 100 : 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkKind.Put)]
    [InlineData(WorkKind.Ingest)]
    [InlineData(WorkKind.Remove)]
    public Task Work_that_was_killed_ends_as_if_nothing_had_happened_when_it_is_done_again(WorkKind kind) => CheckAsync(kind);

    [Theory]
    [InlineData(WorkKind.Remove)]
    [InlineData(WorkKind.Undo)]
    public async Task What_was_removed_comes_back_wherever_the_removal_or_its_undoing_was_killed(WorkKind kind)
    {
        using var folder = new TemporaryDirectory();
        var (undisturbed, place) = await PrepareAsync(folder.File("undisturbed"), kind);
        var count = int.Parse((await RunAsync(undisturbed, kind, "*:1000000", place, 0))!, CultureInfo.InvariantCulture);
        var random = new Random((int)kind);
        var kills = Math.Min(Kills, 50);
        for (var i = 0; i < kills; i++)
        {
            var at = 1 + (i * count / kills) + random.Next(Math.Max(1, count / kills));
            var when = $"killed at {at} of {count}";
            var (work, there) = await PrepareAsync(folder.File($"{i}"), WorkKind.Remove);
            var before = RepositoryState.Of(work.Root, await FilesAsync(there));
            if (kind == WorkKind.Undo)
                await work.RunAsync(WorkKind.Remove);
            await RunAsync(work, kind, $"*:{at}", there, OwnProcess.Killed);
            await work.RunAsync(WorkKind.Undo);
            RepositoryState.Of(work.Root, await FilesAsync(there)).ShouldBeState(before, when);
            (await work.ReadAllAsync()).ShouldBe(work.Count, when);
            (await work.VerifyAsync()).ShouldBeEmpty(when);
        }
    }

    private protected async Task CheckAsync(WorkKind kind)
    {
        using var folder = new TemporaryDirectory();
        var (undisturbed, place) = await PrepareAsync(folder.File("undisturbed"), kind);
        // Far more than there are; the process tells how many it came by.
        var count = int.Parse((await RunAsync(undisturbed, kind, "*:1000000", place, 0))!, CultureInfo.InvariantCulture);
        var expected = RepositoryState.Of(undisturbed.Root, await FilesAsync(place));
        var random = new Random((int)kind);
        for (var i = 0; i < Kills; i++)
        {
            var at = 1 + (i * count / Kills) + random.Next(Math.Max(1, count / Kills));
            var when = $"killed at {at} of {count}";
            var (work, there) = await PrepareAsync(folder.File($"{i}"), kind);
            // Files that are moved in leave the same, and are killed at more places.
            var done = kind == WorkKind.Ingest && i % 2 == 1 ? WorkKind.Move : kind;
            await RunAsync(work, done, $"*:{at}", there, OwnProcess.Killed);
            await work.ReadAllAsync();
            await RunAgainAsync(work, done);
            RepositoryState.Of(work.Root, await FilesAsync(there)).ShouldBeState(expected, when);
            (await work.ReadAllAsync()).ShouldBe(kind switch { WorkKind.Remove => 0, WorkKind.Large => 1, _ => work.Count }, when);
            (await work.VerifyAsync()).ShouldBeEmpty(when);
            if (there is not null)
                (await there.UploadsAsync()).ShouldBeEmpty(when);
        }
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(S3Place? place) => place is null ? [] : [.. (await place.FilesAsync()).Where(f => !f.StartsWith(".skybutler/bin/", StringComparison.Ordinal))];

    /// <summary>Where the files of a repository lie; null for its own folder.</summary>
    private protected abstract Task<S3Place?> FindPlaceAsync();

    private async Task<(RepositoryWork Work, S3Place? Place)> PrepareAsync(string folder, WorkKind kind)
    {
        var place = await FindPlaceAsync();
        var work = new RepositoryWork(Path.Combine(folder, "repo"), Path.Combine(folder, "outside"), place?.Stores);
        await work.PrepareAsync(kind, place?.Root.ToString() ?? "<butlerRoot>", "Files");
        return (work, place);
    }

    // Who puts what is there already is told so.
    private static async Task RunAgainAsync(RepositoryWork work, WorkKind kind)
    {
        if (kind != WorkKind.Put || await work.ReadAllAsync() == 0)
            await work.RunAsync(kind);
        else
            await Should.ThrowAsync<SkyButler.Registry.Errors.ConflictException>(() => work.RunAsync(kind));
    }

    // What the process wrote into its report; null where it did not come so far.
    private static async Task<string?> RunAsync(RepositoryWork work, WorkKind kind, string fault, S3Place? place, int exitCode)
    {
        var end = await FaultVictim.RunAsync(work, kind, new(place?.Environment ?? new Dictionary<string, string>()) { ["SKYBUTLER_FAULT"] = fault });
        end.ExitCode.ShouldBe(exitCode, $"{fault}: {end.Output}");
        return end.Report;
    }

    public sealed class OnDisk : KillContract
    {
        private protected override Task<S3Place?> FindPlaceAsync() => Task.FromResult<S3Place?>(null);
    }

    public sealed class OnS3 : KillContract
    {
        [Fact]
        public Task A_large_file_whose_upload_was_killed_is_taken_in_when_it_is_done_again_and_no_part_of_the_first_stays() => CheckAsync(WorkKind.Large);

        private protected override async Task<S3Place?> FindPlaceAsync() => await S3Place.GetAsync();
    }
}

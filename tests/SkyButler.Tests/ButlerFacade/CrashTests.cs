using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Tests.Shared.Processes;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>A writer is killed (SIGKILL) at each of its steps; what is left must be whole, and the next writer must clean up.</summary>
public sealed class CrashTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("journal.after-lock")]
    [InlineData("journal.before-write")]
    [InlineData("journal.after-write")]
    [InlineData("put.after-stage")]
    [InlineData("put.after-rows")]
    [InlineData("batch.before-flush")]
    [InlineData("batch.before-rename:2")]
    [InlineData("batch.after-rename:3")]
    [InlineData("batch.after-sync")]
    [InlineData("put.before-commit")]
    [InlineData("put.after-commit")]
    [InlineData("journal.before-close")]
    [InlineData("put.after-close")]
    public async Task A_put_that_is_killed_leaves_all_or_nothing(string fault)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.DisposeAsync();
        await KillAsync(repository, nameof(CrashVictim.Put_three), fault);
        var registered = await CheckAsync(repository);
        if (registered == 0)
            await repository.Butler.PutAsync([.. Enumerable.Range(0, 3).Select(i => ((object)new Dictionary<string, int>(), Ref(type, i)))], Token);
        repository.Files().Count.ShouldBe(3);
        (registered is 0 or 3).ShouldBeTrue();
    }

    [Theory]
    [InlineData("put.after-stage")]
    [InlineData("batch.after-rename:2")]
    [InlineData("put.before-commit")]
    [InlineData("put.after-commit")]
    [InlineData("put.after-close")]
    public async Task A_move_that_is_killed_loses_no_file(string fault)
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        for (var i = 0; i < 3; i++)
            await File.WriteAllTextAsync(Source(repository.Root, i), $"i: {i}\n", Token);
        await repository.Butler.DisposeAsync();
        await KillAsync(repository, nameof(CrashVictim.Move_three), fault);
        var registered = await CheckAsync(repository);
        (registered is 0 or 3).ShouldBeTrue();
        if (registered == 0)
            Enumerable.Range(0, 3).ShouldAllBe(i => File.Exists(Source(repository.Root, i)));
    }

    [Theory]
    [InlineData("trash.before-delete")]
    [InlineData("trash.after-delete")]
    public async Task A_removal_that_is_killed_is_finished_by_the_next(string fault)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.PutAsync([.. Enumerable.Range(0, 3).Select(i => ((object)new Dictionary<string, int>(), Ref(type, i)))], Token);
        await repository.Butler.DisposeAsync();
        await KillAsync(repository, nameof(CrashVictim.Purge_three), fault);
        await repository.ReopenAsync();
        (await FindAsync(repository)).ShouldBeEmpty();
        await repository.Butler.Datastore.EmptyTrashAsync(Token);
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.Registry.Locations.TrashedAsync(repository.Butler.Datastore.Name, 10, Guid.Empty, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("recovery.before-remove:2")]
    [InlineData("recovery.before-close")]
    public async Task A_clean_up_that_is_killed_is_finished_by_the_next(string fault)
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.DisposeAsync();
        await KillAsync(repository, nameof(CrashVictim.Put_three), "batch.after-sync");
        repository.Files().Count.ShouldBe(3);
        await KillAsync(repository, nameof(CrashVictim.Put_three), fault);
        (await CheckAsync(repository)).ShouldBe(0);
        repository.Files().ShouldBeEmpty();
    }

    internal static DatasetRef Ref(DatasetType type, int detector) => new(
        type, DataCoordinate.Standardize(type.Dimensions, new DataId { ["instrument"] = "Cam", ["detector"] = detector }), "u/run", Guid.CreateVersion7());

    internal static string Source(string root, int detector) => Path.Combine(Path.GetDirectoryName(root)!, $"source{detector}.yaml");

    // First as a reader finds it, then after a writer cleaned up; gives how many datasets are registered.
    private static async Task<int> CheckAsync(SmallRepository repository)
    {
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        var found = await FindAsync(repository);
        if (found.Count > 0)
        {
            var existence = await repository.Butler.ExistsAsync(found, Token);
            existence.Values.ShouldAllBe(e => e == (DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact));
            (await repository.Butler.GetAsync(found[0], cancellationToken: Token)).ShouldNotBeNull();
        }

        await repository.ReopenAsync();
        repository.Files().Count.ShouldBe(found.Count);
        repository.Journal().ShouldBeEmpty();
        return found.Count;
    }

    internal static async Task<List<DatasetRef>> FindAsync(SmallRepository repository)
    {
        var found = new List<DatasetRef>();
        for (var i = 0; i < 3; i++)
        {
            var dataId = new DataId { ["instrument"] = "Cam", ["detector"] = i };
            if (await repository.Butler.FindDatasetAsync("info", dataId, cancellationToken: Token) is { } dataset)
                found.Add(dataset);
        }

        return found;
    }

    internal static async Task KillAsync(
        SmallRepository repository, string victim, string fault, IReadOnlyDictionary<string, string>? environment = null)
    {
        var end = await OwnProcess.RunAsync(typeof(CrashVictim), victim, new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["SKYBUTLER_FAULT"] = fault,
            [CrashVictim.RootVariable] = repository.Root,
        });
        end.ExitCode.ShouldBe(OwnProcess.Killed, end.Output);
    }
}

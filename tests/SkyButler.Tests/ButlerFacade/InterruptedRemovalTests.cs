using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Shared;
using SkyButler.Transfers;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Large removals, here of seven datasets by twos, are killed (SIGKILL) between and inside their parts, and asked for again.</summary>
public sealed class InterruptedRemovalTests
{
    private const int Count = 7;

    private static CancellationToken Token => SmallRepository.Token;

    /// <summary>Places of a removal, and how many datasets are left when it is killed there.</summary>
    public static TheoryData<string, int> Places => new()
    {
        { "removal.after-rows:1", 5 },
        { "trash.before-delete:2", 3 },
        { "trash.after-delete:2", 3 },
        { "removal.after-chunk:1", 5 },
        { "removal.after-rows:4", 0 },
        { "trash.after-delete:4", 0 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_removal_of_datasets_that_is_killed_leaves_whole_ones_and_goes_on(string fault, int left)
    {
        await using var repository = await MakeAsync();
        await CrashTests.KillAsync(repository, nameof(CrashVictim.Purge_seven_by_twos), fault);
        await CheckAsync(repository, left);
        await repository.ReopenAsync();
        await repository.Butler.PruneDatasetsAsync(All, new() { Purge = true }, Token);
        await CheckGoneAsync(repository);
    }

    [Theory]
    [MemberData(nameof(Places))]
    [InlineData("removal.before-runs", 1)]
    public async Task A_removal_of_a_run_that_is_killed_leaves_whole_datasets_and_goes_on(string fault, int left)
    {
        await using var repository = await MakeAsync();
        await CrashTests.KillAsync(repository, nameof(CrashVictim.Remove_a_run_by_twos), fault);
        await repository.ReopenAsync(new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite });
        var collections = repository.Butler.Registry.Collections;
        (await collections.GetAsync("chain", Token)).Children.ShouldBeEmpty();
        if (await collections.FindAsync("u/run", Token) is null)
        {
            left.ShouldBe(0);
            // The run is gone, and its last files go when it is asked for again.
            await Should.ThrowAsync<MissingCollectionException>(() => repository.Butler.RemoveRunsAsync(["u/run"], cancellationToken: Token));
        }
        else
        {
            await CheckAsync(repository, left);
            await repository.ReopenAsync(new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite });
            await repository.Butler.RemoveRunsAsync(["u/run"], cancellationToken: Token);
        }

        (await repository.Butler.Registry.Collections.FindAsync("u/run", Token)).ShouldBeNull();
        await CheckGoneAsync(repository);
    }

    [Theory]
    [InlineData("trash.before-delete:2", 3)]
    [InlineData("removal.before-runs", 1)]
    public async Task A_removal_of_a_run_in_PostgreSQL_that_is_killed_goes_on(string fault, int left)
    {
        await using var repository = await MakeAsync($"registry: {{db: '{await PostgresServer.UrlAsync()}', namespace: test_{Guid.NewGuid():N}}}");
        await CrashTests.KillAsync(repository, nameof(CrashVictim.Remove_a_run_by_twos), fault);
        await CheckAsync(repository, left);
        await repository.ReopenAsync(new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite });
        await repository.Butler.RemoveRunsAsync(["u/run"], cancellationToken: Token);
        await CheckGoneAsync(repository);
    }

    [Fact]
    public async Task A_removal_by_parts_tells_how_far_it_is()
    {
        await using var repository = await MakeAsync();
        var heard = new Heard();
        repository.Butler.RemovalChunk = 3;
        (await repository.Butler.PruneDatasetsAsync(All, new() { Unstore = true, Progress = heard }, Token)).ShouldBe(Count);
        heard.Reports.Select(r => (r.Done, r.Total)).ShouldBe([(3, Count), (6, Count), (7, Count)]);
        repository.Files().ShouldBeEmpty();
        (await DatasetsAsync(repository)).Count.ShouldBe(Count);
    }

    [Fact]
    public async Task A_run_is_removed_by_parts_and_tells_how_far_it_is()
    {
        await using var repository = await MakeAsync();
        var heard = new Heard();
        repository.Butler.RemovalChunk = 3;
        await repository.Butler.RemoveRunsAsync(["u/run"], new RunRemovalOptions { Removal = RunRemoval.UnlinkFromChains, Progress = heard }, Token);
        heard.Reports.Select(r => (r.Done, r.Total)).ShouldBe([(3, Count), (6, Count), (7, Count)]);
        await CheckGoneAsync(repository);
    }

    [Fact]
    public async Task A_run_whose_datasets_fill_the_last_part_goes_too()
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = Count;
        await repository.Butler.RemoveRunsAsync(["u/run"], RunRemoval.UnlinkFromChains, Token);
        (await repository.Butler.Registry.Collections.FindAsync("u/run", Token)).ShouldBeNull();
        await CheckGoneAsync(repository);
    }

    [Fact]
    public async Task Datasets_leave_a_tagged_collection_by_parts()
    {
        await using var repository = await MakeAsync();
        await repository.Butler.Registry.Collections.RegisterAsync(["tag"], CollectionType.Tagged, null, Token);
        await repository.Butler.Registry.Datasets.AssociateAsync("tag", await DatasetsAsync(repository), Token);
        repository.Butler.RemovalChunk = 2;
        await repository.Butler.PruneDatasetsAsync(All with { Where = "instrument = 'Cam' AND detector < 3" }, new() { Disassociate = ["tag"] }, Token);
        (await DatasetsAsync(repository, "tag")).Count.ShouldBe(1);
        (await DatasetsAsync(repository)).Count.ShouldBe(Count);
        repository.Files().Count.ShouldBe(Count);
    }

    private static AllDatasetsQuery All => new() { Collections = ["u/run"] };

    // Four of one type and three of another.
    private static async Task<SmallRepository> MakeAsync(string seed = "")
    {
        var repository = await SmallRepository.MakeAsync(seed);
        var detectors = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var exposures = await repository.RegisterAsync("log", "StructuredDataDict", "exposure");
        await repository.Butler.PutAsync(
            [
                .. Enumerable.Range(0, 4).Select(i => ((object)new Dictionary<string, int> { ["i"] = i }, CrashTests.Ref(detectors, i))),
                .. Enumerable.Range(1, 3).Select(i => ((object)new Dictionary<string, int> { ["i"] = i }, repository.Ref(exposures, new() { ["instrument"] = "Cam", ["exposure"] = i }))),
            ],
            Token);
        repository.Files().Count.ShouldBe(Count);
        await repository.Butler.Registry.Collections.RegisterAsync(["chain"], CollectionType.Chained, null, Token);
        await repository.Butler.Registry.Collections.EditChainAsync("chain", ChainEdit.Extend, ["u/run"], Token);
        await repository.Butler.DisposeAsync();
        await repository.ReopenAsync();
        return repository;
    }

    private static async Task<List<DatasetRef>> DatasetsAsync(SmallRepository repository, string collection = "u/run") =>
        await repository.Butler.Queries.AllDatasetsAsync(All with { Collections = [collection] }, Token).ToListAsync(Token);

    // What is left can be read; what has a file and is no longer there is marked.
    private static async Task CheckAsync(SmallRepository repository, int left)
    {
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        var datasets = await DatasetsAsync(repository);
        datasets.Count.ShouldBe(left);
        (await repository.Butler.ExistsAsync(datasets, Token)).Values
            .ShouldAllBe(e => e == (DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact));
        var trash = await repository.Butler.Registry.Locations.TrashedAsync(repository.Butler.Datastore.Name, Count, Guid.Empty, Token);
        var files = repository.Files().Count;
        files.ShouldBeInRange(left, left + trash.Count);
    }

    private static async Task CheckGoneAsync(SmallRepository repository)
    {
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.Registry.Locations.TrashedAsync(repository.Butler.Datastore.Name, Count, Guid.Empty, Token)).ShouldBeEmpty();
        await repository.ReopenAsync();
        (await DatasetsAsync(repository)).ShouldBeEmpty();
    }

    private sealed class Heard : IProgress<WorkProgress>
    {
        public List<WorkProgress> Reports { get; } = [];

        public void Report(WorkProgress value) => Reports.Add(value);
    }
}

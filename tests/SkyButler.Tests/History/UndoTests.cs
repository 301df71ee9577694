using SkyButler.Curation;
using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.History;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Transfers;
using SkyButler.Verification;

namespace SkyButler.Tests.History;

/// <summary>What was done can be taken back, bytes and rows.</summary>
public sealed class UndoTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData(10_000)]
    [InlineData(5)]
    public async Task A_removed_run_comes_back_with_files_tags_and_chains(int chunk)
    {
        await using var repository = await MakeAsync();
        repository.Butler.RemovalChunk = chunk;
        var before = await StateAsync(repository);
        await repository.Butler.RemoveRunsAsync(["u/run"], RunRemoval.UnlinkFromChains, Token);
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.Registry.Collections.FindAsync("u/run", Token)).ShouldBeNull();
        (await UndoAsync(repository)).ShouldBeEmpty();
        (await StateAsync(repository)).ShouldBe(before);
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        (await report.ReadAsync(Token).ToListAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pruned_datasets_come_back(bool purge)
    {
        await using var repository = await MakeAsync();
        var before = await StateAsync(repository);
        var some = await repository.Butler.Queries.AllDatasetsAsync(new() { Collections = ["u/run"], Where = "detector < 2", DataId = new() { ["instrument"] = "Cam" } }, Token).ToListAsync(Token);
        some.Count.ShouldBe(6);
        await repository.Butler.PruneDatasetsAsync(some, new() { Unstore = true, Purge = purge }, Token);
        (await StateAsync(repository)).ShouldNotBe(before);
        (await UndoAsync(repository)).ShouldBeEmpty();
        (await StateAsync(repository)).ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_chain_is_as_it_was()
    {
        await using var repository = await MakeAsync();
        var before = await StateAsync(repository);
        await new ChainDefinition { Parent = "u/chain", Children = ["u/tag"] }.ApplyAsync(repository.Butler.Registry, Token);
        await ChainDefinition.PopAsync(repository.Butler.Registry, "u/chain", [0], Token);
        await new ChainDefinition { Parent = "u/new", Children = ["u/tag"] }.ApplyAsync(repository.Butler.Registry, Token);
        var log = await RepositoryHistory.ReadAsync(repository.Butler, 3, Token);
        log.ShouldAllBe(e => e.Action == LogAction.EditChain);
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.UndoAsync(repository.Butler, log[2], Token))).Message.ShouldContain("changed since");
        for (var i = 0; i < 3; i++)
            await UndoAsync(repository);
        (await StateAsync(repository)).ShouldBe(before);
    }

    [Fact]
    public async Task A_certification_is_taken_back_and_others_stay()
    {
        await using var repository = await MakeAsync();
        var type = new DatasetType("bias", repository.Butler.Universe.Conform(["detector"]), "StructuredDataDict", true);
        await repository.Butler.Registry.DatasetTypes.RegisterAsync([type], Token);
        await repository.Butler.PutAsync([(new OrderedDictionary<string, object?> { ["a"] = 1L }, repository.Ref(type, new() { ["instrument"] = "Cam", ["detector"] = 1 }))], Token);
        await CertifyAsync(repository, 1000, 2000);
        var before = await StateAsync(repository);
        await CertifyAsync(repository, 2000, 3000);
        (await StateAsync(repository)).ShouldNotBe(before);
        await UndoAsync(repository);
        (await StateAsync(repository)).ShouldBe(before);
        await CollectionRemoval.ApplyAsync(repository.Butler.Registry, ["u/calib", "u/tag", "u/chain"], Token);
        await UndoAsync(repository);
        (await StateAsync(repository)).ShouldBe(before);
    }

    [Fact]
    public async Task A_bin_that_is_off_keeps_nothing_and_says_so()
    {
        await using var repository = await MakeAsync("skybutler:\n  undo:\n    gigabytes: 0\n");
        var some = await repository.Butler.Queries.AllDatasetsAsync(new() { Collections = ["u/run"] }, Token).ToListAsync(Token);
        await repository.Butler.PruneDatasetsAsync(some, new() { Unstore = true, Purge = true }, Token);
        Directory.Exists(Path.Combine(repository.Root, ".skybutler", "bin")).ShouldBeFalse();
        (await Should.ThrowAsync<HistoryException>(() => UndoAsync(repository))).Message.ShouldContain("not kept");
    }

    [Fact]
    public async Task A_bin_that_is_full_lets_the_files_go_and_keeps_the_rows()
    {
        await using var repository = await MakeAsync("skybutler:\n  undo:\n    gigabytes: 0.00000001\n");
        var before = await StateAsync(repository);
        await repository.Butler.RemoveRunsAsync(["u/run"], RunRemoval.UnlinkFromChains, Token);
        (await UndoAsync(repository)).Count.ShouldBeGreaterThan(0);
        (await StateAsync(repository)).Where(line => !line.StartsWith("file ", StringComparison.Ordinal)).ShouldBe(before.Where(line => !line.StartsWith("file ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_empty_log_and_unknown_actions_are_told()
    {
        await using var repository = await SmallRepository.MakeAsync();
        (await RepositoryHistory.ReadAsync(repository.Butler, cancellationToken: Token)).ShouldBeEmpty();
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.FindAsync(repository.Butler, null, Token))).Message.ShouldContain("empty");
        (await Should.ThrowAsync<HistoryException>(() => RepositoryHistory.FindAsync(repository.Butler, "abc", Token))).Message.ShouldContain("abc");
    }

    private static async Task<SmallRepository> MakeAsync(string seed = "")
    {
        var repository = await SmallRepository.MakeAsync(seed);
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        var datasets = new List<DatasetRef>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add(repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector }));
        await repository.Butler.PutAsync([.. datasets.Select((d, i) => ((object)new OrderedDictionary<string, object?> { ["value"] = (long)i }, d))], Token);
        await repository.Butler.Registry.Collections.RegisterAsync(["u/tag"], CollectionType.Tagged, "good ones", Token);
        await repository.Butler.Registry.Datasets.AssociateAsync("u/tag", [.. datasets.Take(7)], Token);
        await new ChainDefinition { Parent = "u/chain", Children = ["u/run", "u/tag"] }.ApplyAsync(repository.Butler.Registry, Token);
        return repository;
    }

    private static async Task<IReadOnlyList<string>> UndoAsync(SmallRepository repository) =>
        await RepositoryHistory.UndoAsync(repository.Butler, await RepositoryHistory.FindAsync(repository.Butler, null, Token), Token);

    private static Task CertifyAsync(SmallRepository repository, long begin, long end) => new Certification
    {
        DatasetType = "bias",
        Input = "u/run",
        Output = "u/calib",
        Validity = Timespan.Between(begin, end),
    }.ApplyAsync(repository.Butler.Registry, repository.Butler.Queries, Token);

    // Collections, memberships, validity ranges, and files with their contents.
    private static async Task<List<string>> StateAsync(SmallRepository repository)
    {
        var state = new List<string>();
        foreach (var collection in await repository.Butler.Registry.Collections.QueryAsync(["*"], null, Token))
            state.Add($"{collection.Name} {collection.TypeName} '{collection.Documentation}' [{string.Join(", ", collection.Children)}]");
        foreach (var type in await repository.Butler.Registry.DatasetTypes.QueryAsync(["*"], null, Token))
            await foreach (var association in repository.Butler.Queries.AssociationsAsync(type.Name, ["*"], null, Token))
                state.Add($"{association.Dataset.Id} {association.Dataset.DataId} {association.Collection} {association.Validity}");
        foreach (var file in repository.Files())
            state.Add($"file {file}: {await File.ReadAllTextAsync(Path.Combine(repository.Root, file), Token)}");
        return [.. state.Order(StringComparer.Ordinal)];
    }
}

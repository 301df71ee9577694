using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Databases.Postgres;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>Connections that break while a commit is under way.</summary>
public sealed class CommitOutcomeTests
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CutMoment.BeforeCommit)]
    [InlineData(CutMoment.AfterCommit)]
    public async Task An_operation_whose_commit_is_cut_off_is_done_once(CutMoment moment)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["run", "a"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("chain", CollectionType.Chained);
        using var proxy = new CuttingProxy(new Uri(test.Settings.DatabaseUrl).Port);
        await using var client = await OpenAsync(test, proxy);

        proxy.CutOnce(moment);
        var inserted = await client.Datasets.InsertAsync(raw, "run", [test.Detector(1)], DatasetIdMode.Unique, Cancel);
        proxy.CutOnce(moment);
        await client.Collections.EditChainAsync("chain", ChainEdit.Prepend, ["a"], Cancel);

        (await test.FindAsync(raw, ["run"], null, test.Detector(1))).ShouldBe([inserted[0].Id]);
        (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.ShouldBe(["a"]);
        proxy.CutsDone.ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_of_the_callers_own_is_told_what_became_of_it()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        using var proxy = new CuttingProxy(new Uri(test.Settings.DatabaseUrl).Port);
        await using var client = await OpenAsync(test, proxy);

        proxy.CutOnce(CutMoment.AfterCommit);
        await client.TransactAsync(t => client.Collections.RegisterAsync(["kept"], CollectionType.Run, null, t), Cancel);
        proxy.CutOnce(CutMoment.BeforeCommit);
        var error = await Should.ThrowAsync<RegistryException>(client.TransactAsync(t => client.Collections.RegisterAsync(["undone"], CollectionType.Run, null, t), Cancel));

        error.Message.ShouldContain("nothing of it was kept");
        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).Select(c => c.Name).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Where_the_server_does_not_come_back_nobody_claims_to_know()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        var proxy = new CuttingProxy(new Uri(test.Settings.DatabaseUrl).Port);
        await using var client = await OpenAsync(test, proxy);

        proxy.CutOnce(CutMoment.AfterCommitForGood);
        var error = await Should.ThrowAsync<RegistryException>(client.Collections.RegisterAsync(["kept"], CollectionType.Run, null, Cancel));

        error.Message.ShouldContain("may or may not have been kept");
        proxy.Dispose();
    }

    // The transaction has number 1000 and began at noon; seconds are counted from then.
    [Theory]
    [InlineData("committed", 900, -60, -3600, CommitOutcome.Kept)] // Nothing has happened since.
    [InlineData("committed", 1001, 5, -3600, CommitOutcome.Kept)] // A checkpoint came by.
    [InlineData("committed", 1001, 5, 4, CommitOutcome.Kept)] // The server was restarted and knew the number.
    [InlineData("committed", 1000, 5, 4, CommitOutcome.Undone)] // It crashed and gave the number to another.
    [InlineData("committed", 1000, 5, -3600, CommitOutcome.Unknown)] // It crashed within itself, or so it seems.
    [InlineData("committed", null, 0, -3600, CommitOutcome.Kept)] // It does not tell of checkpoints, but runs since long.
    [InlineData("committed", null, 0, 4, CommitOutcome.Unknown)]
    [InlineData("aborted", 1001, 5, 4, CommitOutcome.Undone)]
    [InlineData("aborted", 1000, 5, 4, CommitOutcome.Undone)]
    [InlineData(null, 1000, 5, 4, CommitOutcome.Unknown)] // So long ago that the server has forgotten.
    internal void The_servers_word_is_judged_by_what_it_has_lived_through(string? status, int? next, int checkpoint, int started, CommitOutcome expected) =>
        new TransactionMark(1000, Noon).Judge(status, next, Noon.AddSeconds(checkpoint), Noon.AddSeconds(started)).ShouldBe(expected);

    private static Task<SqlRegistry> OpenAsync(TestRegistry test, CuttingProxy proxy) => SqlRegistry.OpenAsync(
        test.Settings with { DatabaseUrl = $"postgresql://postgres@127.0.0.1:{proxy.Port}/postgres" }, RegistryAccess.ReadWrite, Cancel);
}

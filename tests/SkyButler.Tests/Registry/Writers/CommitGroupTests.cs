using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>Writers of one client on SQLite, who share commits.</summary>
public sealed class CommitGroupTests
{
    private const int Writers = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_write_at_once_are_committed_together_each_with_his_own_outcome()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var raw = await test.TypeAsync("raw", false, "detector");
        using var stop = new CancellationTokenSource();
        var tasks = new List<Task>();
        var before = 0L;

        // They gather while a transaction is open.
        await test.Registry.TransactAsync(
            async _ =>
            {
                using (ExecutionContext.SuppressFlow())
                    tasks.AddRange(Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync(i), Cancel)));
                await test.CollectionAsync("shared", CollectionType.Run);
                before = test.Registry.Context.Database.CommitCount;
                while (test.Registry.Context.Database.WaitingCount < Writers)
                    await Task.Yield();
                await stop.CancelAsync();
            },
            Cancel);

        for (var i = 0; i < Writers; i++)
        {
            if (i % 10 == 9)
                await Should.ThrowAsync<OperationCanceledException>(tasks[i]);
            else
                await tasks[i];
        }

        // The open one, then those who waited, and the second steps of each.
        (test.Registry.Context.Database.CommitCount - before).ShouldBeLessThan(Writers / 2);
        (await test.Registry.Collections.QueryAsync(["run*"], null, Cancel)).Count.ShouldBe(Writers - (Writers / 10));
        (await test.FindAsync(raw, ["shared"], null, test.Detector(1)))[0].ShouldNotBeNull();

        async Task WriteAsync(int writer)
        {
            await test.Registry.Collections.RegisterAsync([$"run{writer}"], CollectionType.Run, null, writer % 10 == 9 ? stop.Token : Cancel);
            try
            {
                await test.DatasetsAsync(raw, "shared", test.Detector(1));
            }
            catch (ConflictException e)
            {
                e.Message.ShouldContain("'shared'");
            }
        }
    }

    [Fact]
    public async Task Nobody_is_told_of_success_when_the_commit_fails()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var impatient = await test.OpenImpatientAsync();
        using var reader = SqliteSession.Open(test.DatabaseFile, SqliteOpen.ReadOnly);
        reader.Execute("BEGIN; SELECT count(*) FROM collection");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryAsync(impatient, $"run{i}"), Cancel)));

        reader.Execute("COMMIT");
        outcomes.ShouldAllBe(message => message.Contains("is locked", StringComparison.Ordinal));
        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();
        (await TryAsync(impatient, "run0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_of_the_callers_own_is_not_shared()
    {
        await using var test = await TestRegistry.EmptyAsync();

        var inside = test.Registry.TransactAsync(
            async token =>
            {
                await test.Registry.Collections.RegisterAsync(["a"], CollectionType.Run, null, token);
                await Task.Yield();
                throw new InvalidOperationException("stop");
            },
            Cancel);
        await test.CollectionAsync("b", CollectionType.Run);

        await Should.ThrowAsync<InvalidOperationException>(inside);
        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).Select(c => c.Name).ShouldBe(["b"]);
    }

    private static async Task<string> TryAsync(SqlRegistry client, string run)
    {
        try
        {
            await client.Collections.RegisterAsync([run], CollectionType.Run, null, Cancel);
            return "";
        }
        catch (RegistryException e)
        {
            return e.Message;
        }
    }
}

using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry;

public sealed class SqliteLockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_another_process_writes_says_that_it_is_locked()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var other = await test.OpenImpatientAsync();

        await test.Registry.TransactAsync(
            async _ =>
            {
                var error = await Should.ThrowAsync<RegistryException>(other.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));
                error.Message.ShouldContain("locked by another process");
            },
            Cancel);

        await other.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
    }

    [Fact]
    public async Task Waiting_for_a_lock_can_be_cancelled()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var other = await test.OpenAsync(RegistryAccess.ReadWrite);
        using var stop = new CancellationTokenSource();

        await other.TransactAsync(
            async _ =>
            {
                var waiting = test.Registry.Collections.RegisterAsync(["a"], CollectionType.Run, null, stop.Token);
                await stop.CancelAsync();
                await Should.ThrowAsync<OperationCanceledException>(waiting);
            },
            Cancel);
    }

    [Fact]
    public async Task A_reader_waits_for_a_writer_and_the_wait_can_be_cancelled()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var impatient = await test.OpenImpatientAsync();
        using var holder = SqliteSession.Open(test.DatabaseFile, SqliteOpen.ReadWrite);
        using var stop = new CancellationTokenSource();
        holder.Execute("BEGIN EXCLUSIVE");

        var cancelled = test.Registry.Collections.FindAsync("a", stop.Token);
        var waiting = test.Registry.Collections.FindAsync("a", Cancel);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        await Should.ThrowAsync<RegistryException>(impatient.Collections.FindAsync("a", Cancel));
        holder.Execute("COMMIT");
        (await waiting).ShouldBeNull();
    }
}

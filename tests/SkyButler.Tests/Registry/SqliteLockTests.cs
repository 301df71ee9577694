using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Databases.Sqlite.Locks;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

public sealed class SqliteLockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_another_client_writes_says_who_writes_it()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var other = await test.OpenImpatientAsync();

        await test.Registry.TransactAsync(
            async _ =>
            {
                var error = await Should.ThrowAsync<RegistryException>(other.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));
                error.Message.ShouldContain("is locked");
                error.Message.ShouldContain($"process {Environment.ProcessId} (");
                error.Message.ShouldContain("writing since 20");
                error.Message.ShouldContain("which is this one");
            },
            Cancel);

        await other.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    [InlineData("PRAGMA journal_mode=wal; BEGIN IMMEDIATE")]
    public async Task A_program_that_knows_nothing_of_us_is_named_when_it_holds_the_database(string begin)
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var impatient = await test.OpenImpatientAsync();
        await using var shell = await SqliteShell.StartAsync(test.DatabaseFile, begin);

        var error = await Should.ThrowAsync<RegistryException>(impatient.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));

        error.Message.ShouldContain($"process {shell.ProcessId} (sqlite3 ");
        error.Message.ShouldNotContain('\n');
        await shell.RunAsync("COMMIT");
        await impatient.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
    }

    [Fact]
    public async Task A_program_that_reads_for_long_is_named_when_a_commit_can_not_be_made()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await using var impatient = await test.OpenImpatientAsync();
        await using var shell = await SqliteShell.StartAsync(test.DatabaseFile, "BEGIN; SELECT count(*) FROM collection");

        var error = await Should.ThrowAsync<RegistryException>(impatient.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));

        error.Message.ShouldContain($"process {shell.ProcessId} (sqlite3 ");
    }

    [Fact]
    public async Task A_writer_whom_the_kernel_does_not_show_has_said_who_it_is()
    {
        await using var test = await TestRegistry.EmptyAsync();
        using var writer = new WriterTurns(test.DatabaseFile);
        using var other = new WriterTurns(test.DatabaseFile);

        other.Inside().ShouldBeNull();
        writer.Enter();
        other.Inside()!.Process.ShouldBe(Environment.ProcessId);
        writer.Leave();
        other.Inside().ShouldBeNull();

        var elsewhere = LockHolder.Parse("17\tworker-3\t2026-01-02T03:04:05.0000000+00:00\tbutler ingest-files repo\nrest of what a longer command left");
        elsewhere!.ToString().ShouldBe("process 17 on worker-3 (butler ingest-files repo), which has been writing since 2026-01-02 03:04:05 UTC");
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

using SkyButler.Registry.Collections;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

/// <summary>The rollback journal, which is kept between the transactions of a client.</summary>
public sealed class SqliteJournalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_client_keeps_between_transactions_goes_with_it()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await test.Registry.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
        File.Exists(JournalOf(test)).ShouldBeTrue();

        await test.Registry.DisposeAsync();

        File.Exists(JournalOf(test)).ShouldBeFalse();
    }

    [Fact]
    public async Task Other_programs_read_and_write_between_the_transactions_of_a_client()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await test.Registry.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);
        await using (var shell = await SqliteShell.StartAsync(test.DatabaseFile, "INSERT INTO collection (name, type) VALUES ('shell', 1)"))
            await test.Registry.Collections.RegisterAsync(["b"], CollectionType.Run, null, Cancel);

        await using var other = await test.OpenImpatientAsync();
        (await other.Collections.QueryAsync(["*"], null, Cancel)).Select(c => c.Name).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "shell"]);
    }

    [Fact]
    public async Task What_a_client_that_was_killed_left_goes_with_the_next_one_although_that_changes_nothing()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await test.Registry.DisposeAsync();
        await File.WriteAllBytesAsync(JournalOf(test), new byte[4096], Cancel);

        await (await test.OpenImpatientAsync()).DisposeAsync();

        File.Exists(JournalOf(test)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_journal_mode_that_somebody_chose_for_the_database_stays()
    {
        await using var test = await TestRegistry.EmptyAsync();
        await test.Registry.DisposeAsync();
        await (await SqliteShell.StartAsync(test.DatabaseFile, "PRAGMA journal_mode=wal")).DisposeAsync();

        await using (var client = await test.OpenImpatientAsync())
            await client.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);

        // https://www.sqlite.org/fileformat.html, section 1.3: the versions of a file in WAL mode are 2.
        (await File.ReadAllBytesAsync(test.DatabaseFile, Cancel))[18].ShouldBe((byte)2);
    }

    [Theory]
    [InlineData(0x1A4, 0x1ED, true)]   // rw-r--r--: others can look into it
    [InlineData(0x180, 0x1ED, true)]   // rw-------: there are no others
    [InlineData(0x1B4, 0x1ED, false)]  // rw-rw-r--: the group of who made it may be another
    [InlineData(0x1A0, 0x1ED, false)]  // rw-r-----: so it may for readers
    [InlineData(0x1B4, 0x5FD, true)]   // but in a folder that hands its group on it is the same
    public async Task A_journal_stays_only_where_all_who_use_the_database_can_use_it(int database, int folder, bool stays)
    {
        await using var test = await TestRegistry.EmptyAsync();
        await test.Registry.DisposeAsync();
        File.SetUnixFileMode(test.DatabaseFile, (UnixFileMode)database);
        File.SetUnixFileMode(Path.GetDirectoryName(test.DatabaseFile)!, (UnixFileMode)folder);

        await using var client = await test.OpenImpatientAsync();
        await client.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel);

        File.Exists(JournalOf(test)).ShouldBe(stays);
    }

    private static string JournalOf(TestRegistry test) => test.DatabaseFile + "-journal";
}

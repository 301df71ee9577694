using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Datastores.Journal;
using SkyButler.Resources.Durability;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task What_a_dead_writer_left_goes_unless_it_is_registered()
    {
        var journal = new WriteJournal(root.Path);
        await journal.BeginAsync(["a/kept.yaml", "a/lost.yaml", "a/replaced.yaml"], new HashSet<string> { "a/replaced.yaml" }, TestContext.Current.CancellationToken);
        Place("a/kept.yaml", "a/lost.yaml", "a/replaced.yaml", "a/bystander.yaml");
        var temporary = TemporaryNames.For(root.File("a", "lost.yaml"));
        var foreign = TemporaryNames.For(root.File("a", "bystander.yaml"));
        await File.WriteAllTextAsync(temporary, "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(foreign, "half", TestContext.Current.CancellationToken);
        Kill(journal);
        var removed = await Recover("a/kept.yaml");
        removed.ShouldBe(["a/lost.yaml"]);
        Files().ShouldBe(["a/bystander.yaml", "a/kept.yaml", "a/replaced.yaml", Path.GetRelativePath(root.Path, foreign)], ignoreOrder: true);
        JournalRecovery.IsNeeded(root.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_writer_that_lives_is_left_alone()
    {
        using var journal = new WriteJournal(root.Path);
        await journal.BeginAsync(["a/one.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Place("a/one.yaml");
        (await Recover()).ShouldBeEmpty();
        Files().ShouldBe(["a/one.yaml"]);
    }

    [Fact]
    public async Task A_path_that_a_living_writer_names_too_is_left_alone()
    {
        var dead = new WriteJournal(root.Path);
        await dead.BeginAsync(["a/one.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Kill(dead);
        using var alive = new WriteJournal(root.Path);
        var entry = await alive.BeginAsync(["a/one.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Place("a/one.yaml");
        (await Recover()).ShouldBeEmpty();
        await entry.CloseAsync();
        // Now only the dead writer names it; nobody has registered it.
        (await Recover()).ShouldBe(["a/one.yaml"]);
    }

    [Fact]
    public async Task Temporary_files_of_living_writers_stay_even_where_names_begin_alike()
    {
        var dead = new WriteJournal(root.Path);
        await dead.BeginAsync(["a/flat_10.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Place("a/flat_10.yaml");
        Kill(dead);
        using var alive = new WriteJournal(root.Path);
        await alive.BeginAsync(["a/flat_1.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        var underWay = TemporaryNames.For(root.File("a", "flat_1.yaml"));
        await File.WriteAllTextAsync(underWay, "half", TestContext.Current.CancellationToken);
        (await Recover()).ShouldBe(["a/flat_10.yaml"]);
        Files().ShouldBe([Path.GetRelativePath(root.Path, underWay)]);
    }

    [Fact]
    public async Task A_closed_entry_leaves_nothing_behind()
    {
        using (var journal = new WriteJournal(root.Path))
        {
            var entry = await journal.BeginAsync(["a/one.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
            await entry.CloseAsync();
        }

        Directory.GetFiles(WriteJournal.FolderOf(root.Path)).Select(Path.GetFileName).ShouldBe(["gate"]);
    }

    [Fact]
    public async Task A_closed_entry_is_none_although_its_file_serves_the_next()
    {
        var journal = new WriteJournal(root.Path);
        var first = await journal.BeginAsync(["a/a_long_name.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        await first.CloseAsync();
        (await journal.BeginAsync(["a/second.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken)).ShouldNotBeNull();
        Directory.GetFiles(WriteJournal.FolderOf(root.Path), "*.journal").ShouldHaveSingleItem();
        Place("a/a_long_name.yaml", "a/second.yaml");
        Kill(journal);
        (await Recover()).ShouldBe(["a/second.yaml"]);
        Files().ShouldBe(["a/a_long_name.yaml"]);
        JournalRecovery.IsNeeded(root.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_journal_whose_files_somebody_removed_writes_new_ones()
    {
        var journal = new WriteJournal(root.Path);
        var first = await journal.BeginAsync(["a/one.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        await first.CloseAsync();
        File.Delete(Directory.GetFiles(WriteJournal.FolderOf(root.Path), "*.journal").Single());
        await journal.BeginAsync(["a/two.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Place("a/two.yaml");
        Kill(journal);
        (await Recover()).ShouldBe(["a/two.yaml"]);
    }

    [Fact]
    public async Task An_entry_that_was_cut_short_removes_nothing()
    {
        var journal = new WriteJournal(root.Path);
        await journal.BeginAsync(["a/one.yaml", "a/two.yaml"], new HashSet<string>(), TestContext.Current.CancellationToken);
        Place("a/one.yaml");
        var file = Directory.GetFiles(WriteJournal.FolderOf(root.Path), "*.journal").Single();
        var content = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, content[..^8], TestContext.Current.CancellationToken);
        Kill(journal);
        (await Recover()).ShouldBeEmpty();
        Files().ShouldBe(["a/one.yaml"]);
        JournalRecovery.IsNeeded(root.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_forged_entry_removes_nothing_outside_of_the_root()
    {
        using var outside = new TemporaryDirectory();
        await File.WriteAllTextAsync(outside.File("precious"), "x", TestContext.Current.CancellationToken);
        var folder = WriteJournal.FolderOf(root.Path);
        Directory.CreateDirectory(folder);
        var content = new JournalContent(ProcessIdentity.Current with { Boot = "an older one" }, ["../" + Path.GetFileName(outside.Path) + "/precious"], []);
        await File.WriteAllBytesAsync(Path.Combine(folder, "0123-1.journal"), content.ToBytes(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "0123.lock"), "", TestContext.Current.CancellationToken);
        var log = new ListLog();
        await new JournalRecovery(root.Path, (_, _) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>()), log).RunAsync(TestContext.Current.CancellationToken);
        File.Exists(outside.File("precious")).ShouldBeTrue();
        // It is named, kept to be looked at, and in nobody's way.
        var warning = log.Messages.ShouldHaveSingleItem();
        warning.ShouldContain(Path.Combine(folder, "0123-1.journal"));
        warning.ShouldContain("'..'");
        File.Exists(Path.Combine(folder, "0123-1.journal.aside")).ShouldBeTrue();
        JournalRecovery.IsNeeded(root.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Writers_may_begin_at_the_same_time()
    {
        var journals = Enumerable.Range(0, 8).Select(_ => new WriteJournal(root.Path)).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), TestContext.Current.CancellationToken, async (i, token) =>
        {
            var entry = await journals[i % 8].BeginAsync([$"a/{i}.yaml"], new HashSet<string>(), token);
            await entry.CloseAsync();
        });
        journals.ForEach(j => j.Dispose());
        JournalRecovery.IsNeeded(root.Path).ShouldBeFalse();
    }

    [Fact]
    public void Content_survives_its_own_notation()
    {
        var content = new JournalContent(ProcessIdentity.Current, ["a/\"quoted\"\n.yaml", "Ω"], ["b"]);
        var parsed = JournalContent.Parse(System.Text.Encoding.UTF8.GetString(content.ToBytes()))!;
        parsed.New.ShouldBe(content.New);
        parsed.Replaced.ShouldBe(content.Replaced);
        parsed.Writer.IsThisProcess.ShouldBeTrue();
        JsonSerializer.Serialize(parsed.Writer).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{\"new\":null}")]
    [InlineData("{\"new\":3}")]
    [InlineData("[3]")]
    [InlineData("3")]
    [InlineData("{")]
    public void What_is_no_entry_is_read_as_none(string line) =>
        JournalContent.Parse($"{JsonSerializer.Serialize(ProcessIdentity.Current)}\n{line}\n\"end\"\n").ShouldBeNull();

    // As a kill leaves it: the lock is free, the files stay.
    private static void Kill(WriteJournal journal) => journal.Dispose();

    private Task<IReadOnlyList<string>> Recover(params string[] registered) =>
        new JournalRecovery(root.Path, (_, _) => Task.FromResult<IReadOnlySet<string>>(registered.ToHashSet()), NullLogger.Instance).RunAsync(TestContext.Current.CancellationToken);

    private void Place(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root.File(path))!);
            File.WriteAllText(root.File(path), "content");
        }
    }

    private List<string> Files() =>
        [.. Directory.GetFiles(root.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root.Path, f)).Where(f => !f.StartsWith(".skybutler", StringComparison.Ordinal))];
}

using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Journal;
using SkyButler.Registry;
using SkyButler.Resources.Durability;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>A repair takes nothing that belongs to somebody, or that came back while the question waited.</summary>
public sealed class RepairSafetyTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("registry.db")]
    [InlineData("db/gen3.sqlite3")]
    public async Task The_database_is_nobodys_lost_file_whatever_its_name(string name)
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var root = repository.Repository.Root;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
        File.Move(Path.Combine(root, "gen3.sqlite3"), Path.Combine(root, name));
        await EditAsync(root, "/gen3.sqlite3", "/" + name);
        await File.WriteAllTextAsync(Path.Combine(root, name + "-shm"), "", Token);
        (await repository.VerifyAsync()).ShouldBeEmpty();
        await repository.RepairAsync();
        File.Exists(Path.Combine(root, name)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_repository_below_the_root_is_left_alone()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        foreach (var file in (string[])["inner/a.fits", "inner/butler.yaml", "inner/u/run/b.fits"])
            await WriteAsync(repository.Repository.Root, file);
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_becomes_part_of_a_repository_while_the_question_waits_and_stays()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await WriteAsync(repository.Repository.Root, "inner/a.fits");
        await RepairAfterAsync(repository, () => WriteAsync(repository.Repository.Root, "inner/butler.yaml"));
        File.Exists(Path.Combine(repository.Repository.Root, "inner/a.fits")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cache_below_the_root_is_left_alone()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  cached:\n    root: <butlerRoot>/cache\n");
        await WriteAsync(repository.Root, "cache/a.fits");
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        report.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Another_store_below_the_root_is_left_alone()
    {
        await using var repository = await SmallRepository.MakeAsync("""
            datastore:
              cls: lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore
              datastores:
                - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
                - cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore
                  records: {table: second_records}

            """);
        await EditAsync(repository.Root, "<butlerRoot>/FileDatastore_1", "<butlerRoot>/FileDatastore_0/archive");
        await repository.ReopenAsync();
        await PutAsync(repository, "info");
        repository.Files().Count(f => f.StartsWith("FileDatastore_0/archive/", StringComparison.Ordinal)).ShouldBe(12);
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        report.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("size")]
    [InlineData("checksum")]
    public async Task A_file_that_was_brought_back_while_the_question_waited_stays(string damage)
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var file = Path.Combine(repository.Repository.Root, await repository.PathAsync(0));
        var content = await File.ReadAllBytesAsync(file, Token);
        await repository.PlantAsync(damage);
        await RepairAfterAsync(repository, () => File.WriteAllBytesAsync(file, content, Token));
        (await File.ReadAllBytesAsync(file, Token)).ShouldBe(content);
        (await repository.VerifyAsync()).ShouldBeEmpty();
        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_may_not_be_looked_at_is_not_missing()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Skip("nothing is barred to the superuser");
        await using var repository = await DamagedRepository.MakeAsync();
        var folder = Path.GetDirectoryName(Path.Combine(repository.Repository.Root, await repository.PathAsync(0)))!;
        File.SetUnixFileMode(folder, UnixFileMode.None);
        try
        {
            var found = await repository.VerifyAsync();
            found.ShouldNotBeEmpty();
            found.ShouldAllBe(d => d.Kind == DamageKind.UnreadableFile && d.Repair == RepairAction.None);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Nothing_is_forgotten_where_most_files_are_missing_at_once()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await PutAsync(repository, "info");
        await PutAsync(repository, "more");
        foreach (var file in repository.Files().Take(13))
            File.Delete(Path.Combine(repository.Root, file));
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        report.Count.ShouldBe(13);
        var error = await Should.ThrowAsync<DatastoreException>(() => RepositoryRepair.ApplyAsync(repository.Butler, report, Token));
        error.Message.ShouldContain("13 of the 24 files");
        error.Message.ShouldContain("mount");
    }

    [Fact]
    public async Task Nothing_is_forgotten_where_the_root_is_not_there()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await EditAsync(repository.Root, "root: <butlerRoot>", "root: <butlerRoot>/files");
        await repository.ReopenAsync();
        await PutAsync(repository, "info");
        Directory.Move(Path.Combine(repository.Root, "files"), repository.Outside("elsewhere"));
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        report.Count.ShouldBe(12);
        (await Should.ThrowAsync<DatastoreException>(() => RepositoryRepair.ApplyAsync(repository.Butler, report, Token))).Message.ShouldContain("root");
        Directory.Move(repository.Outside("elsewhere"), Path.Combine(repository.Root, "files"));
    }

    [Fact]
    public async Task A_name_with_percent_signs_is_not_taken_for_the_file_that_it_would_encode()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var root = repository.Repository.Root;
        var registered = await repository.PathAsync(0);
        var literal = "u/" + registered[2..].Replace("/", "%2F", StringComparison.Ordinal);
        await WriteAsync(root, literal);
        (await repository.VerifyAsync()).ShouldHaveSingleItem().Subject.ShouldBe(literal);
        await repository.RepairAsync();
        File.Exists(Path.Combine(root, registered)).ShouldBeTrue();
        File.Exists(Path.Combine(root, ".skybutler/lost+found", literal)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_living_writer_writes_under_a_temporary_name_is_left_alone()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var root = repository.Repository.Root;
        using var journal = new WriteJournal(root);
        var entry = await journal.BeginAsync(["u/run/coming.yaml"], new HashSet<string>(), Token);
        await WriteAsync(root, Path.GetRelativePath(root, TemporaryNames.For(Path.Combine(root, "u/run/coming.yaml"))));
        (await repository.VerifyAsync()).ShouldBeEmpty();
        await entry.CloseAsync();
        (await repository.VerifyAsync()).ShouldHaveSingleItem().Repair.ShouldBe(RepairAction.SetAside);
    }

    [Fact]
    public async Task A_file_younger_than_an_hour_is_reported_and_stays()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        repository.Clock = TimeProvider.System;
        var (_, name) = await repository.PlantAsync("unregistered");
        (await repository.VerifyAsync()).ShouldHaveSingleItem().Repair.ShouldBe(RepairAction.None);
        var file = Path.Combine(repository.Repository.Root, name);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await RepairAfterAsync(repository, () => File.WriteAllTextAsync(file, "a: 2\n", Token));
        File.Exists(file).ShouldBeTrue();
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await repository.RepairAsync();
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task A_journal_entry_that_is_gone_when_it_is_read_counts_as_closed()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var folder = Path.Combine(repository.Repository.Root, ".skybutler/journal");
        Directory.CreateDirectory(folder);
        // Listed, and not there to be read.
        File.CreateSymbolicLink(Path.Combine(folder, "somebody-1.journal"), "/nowhere/at/all");
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }

    private static async Task RepairAfterAsync(DamagedRepository repository, Func<Task> meanwhile)
    {
        await using var butler = await Butler.OpenAsync(repository.Repository.Root, new() { Access = RegistryAccess.ReadWrite, Clock = repository.Clock }, Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        report.RepairableCount.ShouldBe(1);
        await meanwhile();
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, Token);
    }

    private static async Task PutAsync(SmallRepository repository, string name)
    {
        var type = await repository.RegisterAsync(name, "StructuredDataDict", "exposure", "detector");
        var datasets = new List<(object, DatasetRef)>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add((new OrderedDictionary<string, object?> { ["value"] = 1L }, repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector })));
        await repository.Butler.PutAsync(datasets, Token);
    }

    private static async Task EditAsync(string root, string old, string replacement)
    {
        var file = Path.Combine(root, "butler.yaml");
        var text = await File.ReadAllTextAsync(file, Token);
        text.ShouldContain(old);
        await File.WriteAllTextAsync(file, text.Replace(old, replacement, StringComparison.Ordinal), Token);
    }

    private static async Task WriteAsync(string root, string name)
    {
        var file = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "a: 1\n", Token);
    }
}

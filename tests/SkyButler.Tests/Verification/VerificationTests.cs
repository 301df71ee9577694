using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Durability;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>Each kind of damage is named, and mended, and nothing else is touched.</summary>
public sealed class VerificationTests
{
    public static TheoryData<string> Damages => [.. DamagedRepository.Everywhere, "link", "strange link"];

    public static TheoryData<string> RemoteDamages => [.. DamagedRepository.Everywhere];

    [Fact]
    public async Task A_sound_repository_has_no_damage()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damage_is_named_alone_and_mended(string damage)
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await CheckAsync(repository, [damage]);
    }

    [Fact]
    public async Task All_damages_together_are_named_and_mended()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await CheckAsync(repository, [.. DamagedRepository.Everywhere.Where(d => d != "run"), "strange link"]);
    }

    [Theory]
    [MemberData(nameof(RemoteDamages))]
    public async Task In_a_bucket_it_is_the_same(string damage)
    {
        await using var repository = await DamagedRepository.MakeAsync(await S3Place.GetAsync());
        await CheckAsync(repository, [damage]);
    }

    [Fact]
    public async Task Chains_that_contain_one_another_are_named_have_no_tree_and_can_be_defined_anew()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        // Another program wrote it.
        await repository.RunSqlAsync(
            "INSERT INTO collection(name, type) VALUES ('u/other', 3);" +
            "INSERT INTO collection_chain(parent, child, position) SELECT p.collection_id, c.collection_id, 9 FROM collection p, collection c " +
            "WHERE (p.name, c.name) IN (('u/other', 'u/chain'), ('u/chain', 'u/other'))");
        var found = (await repository.VerifyAsync()).ShouldHaveSingleItem();
        found.Kind.ShouldBe(DamageKind.DanglingChain);
        found.Subject.ShouldBeOneOf("u/chain", "u/other");
        found.Repair.ShouldBe(RepairAction.None);
        var registry = repository.Repository.Butler.Registry;
        var forest = await CollectionForest.DownwardAsync(registry.Collections, ["u/chain"], null, SmallRepository.Token);
        Should.Throw<CollectionCycleException>(() => forest.Walk().Count()).Message.ShouldContain("u/chain > u/other > u/chain");

        await repository.Repository.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
        await new ChainDefinition { Parent = "u/other", Children = ["u/run"] }.ApplyAsync(repository.Repository.Butler.Registry, SmallRepository.Token);
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_damages_together_in_a_bucket_are_named_and_mended()
    {
        await using var repository = await DamagedRepository.MakeAsync(await S3Place.GetAsync());
        await CheckAsync(repository, [.. DamagedRepository.Everywhere.Where(d => d != "run")]);
    }

    [Fact]
    public async Task What_nobody_can_account_for_is_kept()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var (_, damaged) = await repository.PlantAsync("checksum");
        await repository.PlantAsync("unregistered");
        await repository.RepairAsync();
        var lost = Path.Combine(repository.Repository.Root, ".skybutler/lost+found");
        (await File.ReadAllTextAsync(Path.Combine(lost, "u/run/stranger.yaml"), SmallRepository.Token)).ShouldBe("a: 1\n");
        File.Exists(Path.Combine(lost, damaged)).ShouldBeTrue();
        var records = Directory.GetFiles(lost, "records-*.jsonl").ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(records, SmallRepository.Token)).ShouldContain(damaged);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("u/%2e%2e/%2e%2e/passwd")]
    [InlineData("nosuch://somewhere/a.yaml")]
    public async Task A_record_that_names_no_file_that_may_be_read_is_one_damage_among_others(string path)
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var (_, missing) = await repository.PlantAsync("missing");
        var file = await repository.PathAsync(1);
        await repository.RunSqlAsync($"UPDATE file_datastore_records SET path = '{path}' WHERE path = '{file}'");
        var found = await repository.VerifyAsync();
        found.Select(d => (d.Kind, d.Subject, d.Repair)).ShouldBe(
        [
            (DamageKind.MissingFile, missing, RepairAction.Forget),
            (DamageKind.UnregisteredFile, file, RepairAction.SetAside),
            (DamageKind.UnreadableFile, path, RepairAction.None),
        ]);
        await using var butler = await Butler.OpenAsync(repository.Repository.Root, new() { Access = RegistryAccess.ReadWrite, Clock = repository.Clock }, SmallRepository.Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: SmallRepository.Token);
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, SmallRepository.Token);
        (await left.ReadAsync(SmallRepository.Token).SingleAsync(SmallRepository.Token)).Subject.ShouldBe(path);
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_one_damage_with_its_entry_and_goes_with_it()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        repository.Clock = TimeProvider.System;
        await repository.PlantAsync("journal");
        var never = Path.Combine(repository.Repository.Root, "u/run/never.yaml");
        foreach (var file in (string[])[never, TemporaryNames.For(never), TemporaryNames.For(never)])
            await File.WriteAllTextAsync(file, "a: 1\n", SmallRepository.Token);
        (await repository.VerifyAsync()).ShouldHaveSingleItem().Kind.ShouldBe(DamageKind.StaleJournal);
        await repository.RepairAsync();
        Directory.GetFiles(Path.GetDirectoryName(never)!, "*never*").ShouldBeEmpty();
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Contents_that_can_not_be_read_are_still_said_to_be_left_after_a_repair()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        // Of the right size for whoever looks at no contents: a member of a zip that is none.
        var file = await repository.PathAsync(0);
        await repository.RunSqlAsync($"UPDATE file_datastore_records SET path = path || '#zip-path=a.yaml' WHERE path = '{file}'");
        await repository.PlantAsync("strange link");
        await using var butler = await Butler.OpenAsync(repository.Repository.Root, new() { Access = RegistryAccess.ReadWrite, Clock = repository.Clock }, SmallRepository.Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: SmallRepository.Token);
        report.Counts.Keys.ShouldBe([DamageKind.UnreadableFile, DamageKind.DanglingLink]);
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, SmallRepository.Token);
        (await left.ReadAsync(SmallRepository.Token).SingleAsync(SmallRepository.Token)).Kind.ShouldBe(DamageKind.UnreadableFile);
    }

    [Fact]
    public async Task Files_that_a_living_writer_is_placing_are_left_alone()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await using var other = await Butler.OpenAsync(repository.Repository.Root, new() { Run = "u/other" }, SmallRepository.Token);
        using var journal = new SkyButler.Datastores.Journal.WriteJournal(repository.Repository.Root);
        var entry = await journal.BeginAsync(["u/run/stranger.yaml"], new HashSet<string>(), SmallRepository.Token);
        await repository.PlantAsync("unregistered");
        (await repository.VerifyAsync()).ShouldBeEmpty();
        await entry.CloseAsync();
        (await repository.VerifyAsync()).ShouldHaveSingleItem().Kind.ShouldBe(DamageKind.UnregisteredFile);
    }

    private static async Task CheckAsync(DamagedRepository repository, IReadOnlyList<string> damages)
    {
        var expected = new List<(DamageKind, string)>();
        foreach (var damage in damages)
            expected.Add(await repository.PlantAsync(damage));
        // In the same order each time.
        (await repository.VerifyAsync()).Select(d => (d.Kind, d.Subject)).ShouldBe(expected.OrderBy(d => d.Item1).ThenBy(d => d.Item2, StringComparer.Ordinal));
        await repository.RepairAsync();
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }
}

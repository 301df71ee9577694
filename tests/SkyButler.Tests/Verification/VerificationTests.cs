using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
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
        (await repository.VerifyAsync()).Select(d => (d.Kind, d.Subject)).ShouldBe(expected, ignoreOrder: true);
        await repository.RepairAsync();
        (await repository.VerifyAsync()).ShouldBeEmpty();
    }
}

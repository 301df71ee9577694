using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Contracts;

/// <summary>What collections do, whatever the tables that keep them.</summary>
public abstract class CollectionContract(RegistryVariant variant, DatabaseKind kind = default)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registering_again_changes_nothing_and_another_type_is_a_conflict()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        var collections = test.Registry.Collections;

        (await collections.RegisterAsync(["a", "b", "a"], CollectionType.Run, "text", Cancel)).ShouldBe(["a", "b"]);
        (await collections.RegisterAsync(["b", "c"], CollectionType.Run, "other", Cancel)).ShouldBe(["c"]);
        var error = await Should.ThrowAsync<ConflictException>(collections.RegisterAsync(["a"], CollectionType.Tagged, null, Cancel));

        error.Message.ShouldContain("'a'");
        error.Message.ShouldContain("RUN");
        (await collections.GetAsync("b", Cancel)).Documentation.ShouldBe("text");
        (await collections.FindAsync("d", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Names_are_found_by_globs_in_which_case_counts()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        await test.Registry.Collections.RegisterAsync(["u/ann/1", "u/ann/2", "u/Bob/1", "raw", "a[b]"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("u/tag", CollectionType.Tagged);

        (await NamesAsync(test, "u/*")).ShouldBe(["u/Bob/1", "u/ann/1", "u/ann/2", "u/tag"]);
        (await NamesAsync(test, "u/ann/?", "raw")).ShouldBe(["raw", "u/ann/1", "u/ann/2"]);
        (await NamesAsync(test, "*/[!B]*/1")).ShouldBe(["u/ann/1"]);
        (await NamesAsync(test, "U/*")).ShouldBeEmpty();
        (await NamesAsync(test, "a[[]b]")).ShouldBe(["a[b]"]);
        (await test.Registry.Collections.QueryAsync(["*"], new HashSet<CollectionType> { CollectionType.Tagged }, Cancel)).Single().Name.ShouldBe("u/tag");
        var error = await Should.ThrowAsync<MissingCollectionException>(NamesAsync(test, "rav"));
        error.Message.ShouldContain("Did you mean 'raw'?");
    }

    [Fact]
    public async Task Chains_are_redefined_extended_prepended_and_shortened()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        await test.Registry.Collections.RegisterAsync(["a", "b", "c", "d"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("chain", CollectionType.Chained);

        (await EditAsync(test, ChainEdit.Extend, "a", "b")).ShouldBe(["a", "b"]);
        (await EditAsync(test, ChainEdit.Prepend, "c", "b")).ShouldBe(["c", "b", "a"]);
        (await EditAsync(test, ChainEdit.Extend, "c", "d")).ShouldBe(["b", "a", "c", "d"]);
        (await EditAsync(test, ChainEdit.Remove, "a", "d")).ShouldBe(["b", "c"]);
        (await EditAsync(test, ChainEdit.Redefine, "d", "a", "d")).ShouldBe(["d", "a"]);
        (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.ShouldBe(["d", "a"]);
        (await test.Registry.Collections.ParentsAsync(["a", "b"], Cancel))["a"].ShouldBe(["chain"]);
    }

    [Fact]
    public async Task A_failed_edit_leaves_the_chain_as_it_was()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.Registry.Collections.RegisterAsync(["chain", "outer"], CollectionType.Chained, null, Cancel);
        await EditAsync(test, ChainEdit.Redefine, "a");
        await test.Registry.Collections.EditChainAsync("outer", ChainEdit.Redefine, ["chain"], Cancel);

        await Should.ThrowAsync<MissingCollectionException>(EditAsync(test, ChainEdit.Redefine, "b", "nothing"));
        await Should.ThrowAsync<CollectionCycleException>(EditAsync(test, ChainEdit.Extend, "b", "outer"));
        await Should.ThrowAsync<CollectionCycleException>(EditAsync(test, ChainEdit.Prepend, "chain"));
        await Should.ThrowAsync<CollectionTypeException>(test.Registry.Collections.EditChainAsync("b", ChainEdit.Redefine, ["a"], Cancel));

        (await test.Registry.Collections.GetAsync("chain", Cancel)).Children.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Many_chains_are_defined_together_or_none_is()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        NewCollection[] wanted = [new("a", CollectionType.Run, "first"), new("t", CollectionType.Tagged, null), new("x", CollectionType.Chained, "outer"), new("y", CollectionType.Chained, "")];
        (await test.Registry.Collections.RegisterAsync(wanted, Cancel)).ShouldBe(["a", "t", "x", "y"]);
        (await test.Registry.Collections.RegisterAsync(wanted, Cancel)).ShouldBeEmpty();
        await Should.ThrowAsync<ConflictException>(test.Registry.Collections.RegisterAsync([new("b", CollectionType.Run, null), new("t", CollectionType.Run, null)], Cancel));
        (await test.Registry.Collections.FindAsync("b", Cancel)).ShouldBeNull();

        await RedefineAsync(test, ("x", ["y", "a"]), ("y", ["t", "a", "t"]));
        (await test.Registry.Collections.GetAsync("x", Cancel)).ShouldSatisfyAllConditions(x => x.Documentation.ShouldBe("outer"), x => x.Children.ShouldBe(["y", "a"]));
        (await test.Registry.Collections.GetAsync("y", Cancel)).Children.ShouldBe(["t", "a"]);
        // What would be a cycle after one of the changes is none after both.
        await RedefineAsync(test, ("y", ["x"]), ("x", ["a"]));
        (await test.Registry.Collections.FlattenAsync(["y"], Cancel)).Select(c => c.Name).ShouldBe(["a"]);

        await Should.ThrowAsync<CollectionCycleException>(RedefineAsync(test, ("x", ["y"])));
        await Should.ThrowAsync<CollectionCycleException>(RedefineAsync(test, ("x", ["x"])));
        await Should.ThrowAsync<MissingCollectionException>(RedefineAsync(test, ("x", []), ("y", ["nothing"])));
        await Should.ThrowAsync<MissingCollectionException>(RedefineAsync(test, ("x", []), ("nothing", ["a"])));
        await Should.ThrowAsync<CollectionTypeException>(RedefineAsync(test, ("x", []), ("t", ["a"])));
        (await test.Registry.Collections.GetAsync("x", Cancel)).Children.ShouldBe(["a"]);

        await RedefineAsync(test, ("x", ["t", "a"]), ("y", ["a", "t"]));
        await test.Registry.Collections.LeaveChainsAsync(["x", "y"], ["t"], Cancel);
        (await test.Registry.Collections.ParentsAsync(["t", "a"], Cancel)).ShouldSatisfyAllConditions(p => p["t"].ShouldBeEmpty(), p => p["a"].ShouldBe(["x", "y"]));
    }

    [Fact]
    public async Task A_member_of_a_chain_is_not_removed_unless_the_chain_goes_with_it()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("chain", CollectionType.Chained);
        await EditAsync(test, ChainEdit.Redefine, "a", "b");

        var error = await Should.ThrowAsync<OrphanedRecordException>(test.Registry.Collections.RemoveAsync(["a"], Cancel));
        error.Message.ShouldContain("'chain'");
        await Should.ThrowAsync<MissingCollectionException>(test.Registry.Collections.RemoveAsync(["zz"], Cancel));
        await test.Registry.Collections.RemoveAsync(["a", "chain"], Cancel);

        (await NamesAsync(test, "*")).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Documentation_is_set_and_taken_away()
    {
        await using var test = await TestRegistry.EmptyAsync(variant, kind: kind);
        await test.CollectionAsync("a", CollectionType.Run);

        await test.Registry.Collections.SetDocumentationAsync("a", "what it is", Cancel);
        (await test.Registry.Collections.GetAsync("a", Cancel)).Documentation.ShouldBe("what it is");
        await test.Registry.Collections.SetDocumentationAsync("a", "", Cancel);
        (await test.Registry.Collections.GetAsync("a", Cancel)).Documentation.ShouldBe("");
        await Should.ThrowAsync<MissingCollectionException>(test.Registry.Collections.SetDocumentationAsync("b", "x", Cancel));
    }

    [Fact]
    public async Task A_chains_summary_is_the_union_of_its_members()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        var note = await test.TypeAsync("note");
        await test.Registry.Collections.RegisterAsync(["a", "b", "c"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("chain", CollectionType.Chained);
        await EditAsync(test, ChainEdit.Redefine, "a", "b");
        await test.DatasetsAsync(bias, "a", test.Detector(1));
        await test.DatasetsAsync(note, "b", test.DataId());

        var summaries = await test.Registry.Collections.SummariesAsync(["a", "b", "c", "chain"], Cancel);

        summaries["a"].DatasetTypes.ShouldBe(["bias"]);
        summaries["a"].Governors["instrument"].ShouldBe(["Cam1"]);
        summaries["b"].Governors.ShouldBeEmpty();
        summaries["c"].DatasetTypes.ShouldBeEmpty();
        summaries["chain"].DatasetTypes.ShouldBe(["bias", "note"], ignoreOrder: true);
        summaries["chain"].Governors["instrument"].ShouldBe(["Cam1"]);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(TestRegistry test, params string[] globs) =>
        [.. (await test.Registry.Collections.QueryAsync(globs, null, Cancel)).Select(c => c.Name)];

    private static Task RedefineAsync(TestRegistry test, params (string Chain, string[] Children)[] chains) => test.Registry.Collections.RedefineChainsAsync(
        chains.ToDictionary(c => c.Chain, c => (IReadOnlyList<string>)c.Children, StringComparer.Ordinal), Cancel);

    private static Task<IReadOnlyList<string>> EditAsync(TestRegistry test, ChainEdit edit, params string[] children) =>
        test.Registry.Collections.EditChainAsync("chain", edit, children, Cancel);

    public sealed class OnIntegerKeys() : CollectionContract(RegistryVariant.IntegerKeys);

    public sealed class OnNameKeys() : CollectionContract(RegistryVariant.NameKeys);

    public sealed class OnIntegerKeysWithTextDates() : CollectionContract(RegistryVariant.IntegerKeysTextDates);

    public sealed class OnNameKeysWithTextDates() : CollectionContract(RegistryVariant.NameKeysTextDates);

    public sealed class OnPostgresWithIntegerKeys() : CollectionContract(RegistryVariant.IntegerKeys, DatabaseKind.Postgres);

    public sealed class OnPostgresWithNameKeys() : CollectionContract(RegistryVariant.NameKeys, DatabaseKind.Postgres);

    public sealed class OnPostgresWithIntegerKeysAndTextDates() : CollectionContract(RegistryVariant.IntegerKeysTextDates, DatabaseKind.Postgres);

    public sealed class OnPostgresWithNameKeysAndTextDates() : CollectionContract(RegistryVariant.NameKeysTextDates, DatabaseKind.Postgres);
}

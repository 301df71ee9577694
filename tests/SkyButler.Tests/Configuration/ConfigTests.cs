using FsCheck;
using FsCheck.Fluent;
using SkyButler.Configuration.Nodes;
using Config = SkyButler.Configuration.Config;
using ConfigException = SkyButler.Configuration.ConfigException;

namespace SkyButler.Tests.Configuration;

public sealed class ConfigTests
{
    private static readonly Config Sample = Config.Parse("""
        a: {b: {c: 1, d.e: two}, list: [x, {y: z}]}
        n: null
        version: 1.10
        """);

    [Theory]
    [InlineData(".a.b.c", "1")]
    [InlineData("/a/b/c", "1")]
    [InlineData("→a→b→d.e", "two")]
    [InlineData(@".a.b.d\.e", "two")]
    [InlineData(".a.list.0", "x")]
    [InlineData(".a.list.-1.y", "z")]
    [InlineData("a.b.c", null)]
    [InlineData(".a.none.c", null)]
    [InlineData("n", null)]
    [InlineData("version", "1.10")]
    public void Keys_reach_down_the_levels(string key, string? text) => Sample.Text(key).ShouldBe(text);

    [Fact]
    public void Values_have_the_type_that_is_asked_for_or_the_place_is_named()
    {
        Sample.Integer(".a.b.c").ShouldBe(1);
        Sample.Number(".a.b.c").ShouldBe(1.0);
        Sample.Flag("n").ShouldBeNull();
        Sample.TextList(".a.b.c").ShouldBe(["1"]);
        Sample.Contains("n").ShouldBeTrue();
        Should.Throw<ConfigException>(() => Sample.Text(".a.b")).Message.ShouldContain("'a.b' must be a single value, but it is a mapping");
        Should.Throw<ConfigException>(() => Sample.RequiredText(".x.y")).Message.ShouldContain("no 'x.y'");
    }

    [Fact]
    public void Setting_makes_levels_and_leaves_the_original_alone()
    {
        var changed = Sample.With(".a.new.deep", 5).With(".a.list.1.y", "w").Without(".a.b");
        changed.Integer(".a.new.deep").ShouldBe(5);
        changed.Text(".a.list.1.y").ShouldBe("w");
        changed.Contains(".a.b").ShouldBeFalse();
        Sample.Contains(".a.b").ShouldBeTrue();
        Sample.Text(".a.list.1.y").ShouldBe("z");
    }

    [Fact]
    public void Update_joins_mappings_and_replaces_the_rest()
    {
        var updated = Config.Parse("m: {a: 1, b: {x: 1}}\nl: [1, 2]\ns: text").Update(Config.Parse("m: {b: {y: 2}, c: 3}\nl: [3]\ns: {k: v}"));
        updated.ToYaml().ShouldBe("""
            l:
            - 3
            m:
              a: 1
              b:
                x: 1
                y: 2
              c: 3
            s:
              k: v

            """);
        updated.Update(Config.Parse("m: 1")).Integer("m").ShouldBe(1);
    }

    [Fact]
    public void Merge_fills_only_what_is_missing() =>
        Config.Parse("m: {a: 1}\ns: mine").Merge(Config.Parse("m: {a: 2, b: 2}\ns: {k: v}\nt: theirs")).ToYaml()
            .ShouldBe("m:\n  a: 1\n  b: 2\ns: mine\nt: theirs\n");

    [Fact]
    public void Update_is_associative_and_merge_is_its_mirror()
    {
        var leaf = Gen.Choose(0, 3).Select(number => (ConfigNode)new ConfigScalar(number));
        var trees = TreeGen(leaf, 3).Three().ToArbitrary();
        Prop.ForAll(trees, three =>
        {
            var (a, b, c) = (new Config(three.Item1), new Config(three.Item2), new Config(three.Item3));
            return a.Update(b).Update(b).ToYaml() == a.Update(b).ToYaml()
                && a.Merge(b).ToYaml() == b.Update(a).ToYaml()
                && Config.Empty.Update(c).ToYaml() == c.ToYaml()
                && Config.Parse(a.Update(b).Update(c).ToYaml()).ToYaml() == a.Update(b).Update(c).ToYaml();
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithReplay(20260101, 7));
    }

    [Fact]
    public void A_document_that_is_no_mapping_is_no_configuration() =>
        Should.Throw<ConfigException>(() => Config.Parse("[1]", "f.yaml")).Message.ShouldBe("f.yaml:1:1: A configuration must be a mapping, but this is a list.");

    private static Gen<ConfigMapping> TreeGen(Gen<ConfigNode> leaf, int depth)
    {
        var value = depth == 0 ? leaf : Gen.OneOf(leaf, TreeGen(leaf, depth - 1).Select(tree => (ConfigNode)tree));
        return Gen.Elements("a", "b", "c").Zip(value).ArrayOf(3).Select(entries => ConfigMapping.Of(entries.Select(entry => (entry.Item1, entry.Item2))));
    }
}

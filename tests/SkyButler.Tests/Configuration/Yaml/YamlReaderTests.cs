using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Tests.Configuration.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void Merge_keys_give_way_to_a_mappings_own_and_earlier_sources_win()
    {
        var config = Config.Parse("""
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            all:
              c: 3
              <<: [*one, *two]
              d: 4
            """);
        var all = config.Section("all");
        all.Keys.ShouldBe(["b", "c", "a", "d"]);
        all.Root.Entries.Select(entry => entry.Value.ToString()).ShouldBe(["1", "3", "1", "4"]);
    }

    [Fact]
    public void A_later_key_counts_unless_doubles_are_refused()
    {
        Config.Parse("a: 1\nb: 2\na: 3").Text("a").ShouldBe("3");
        var strict = new YamlReadOptions { DuplicateKeys = YamlDuplicateKeys.Error };
        Should.Throw<ConfigException>(() => YamlReader.Read("a: 1\nb: 2\na: 3", "f.yaml", strict)).Message
            .ShouldBe("f.yaml:3:1: The key 'a' is here a second time; it was on line 1 already.");
    }

    [Fact]
    public void Tags_of_others_stay_on_their_nodes()
    {
        var node = (ConfigMapping)YamlReader.Read("!<lsst.utils.packages.Packages>\na: !mine x\nb: !seq [1]");
        node.Tag.ShouldBe("lsst.utils.packages.Packages");
        node.Entries[0].Value.Tag.ShouldBe("!mine");
        node.Entries[1].Value.Tag.ShouldBe("!seq");
        Should.Throw<ConfigException>(() => node.ToPlain()).Message.ShouldContain("lsst.utils.packages.Packages");
        var plain = (OrderedDictionary<string, object?>)ConfigNodes.Untagged(node, tagged => tagged.Tag!)!;
        plain["a"].ShouldBe("!mine");
    }

    [Fact]
    public void Plain_objects_are_lists_and_ordered_dictionaries()
    {
        var plain = (OrderedDictionary<string, object?>)YamlReader.Read("b: [1, x]\na: {1: y}").ToPlain()!;
        plain.Keys.ShouldBe(["b", "a"]);
        plain["b"].ShouldBe(new List<object?> { 1L, "x" });
        ((OrderedDictionary<object, object?>)plain["a"]!)[1L].ShouldBe("y");
    }

    [Theory]
    [InlineData("a: [1, 2", "not valid YAML")]
    [InlineData("a: b: c", "not valid YAML")]
    [InlineData("name: [MyCam\nclass: x\n", "not valid YAML")]
    [InlineData("--- 1\n--- 2", "second document")]
    [InlineData("a: *none", "has no anchor")]
    [InlineData("a: &x [*x]", "has no anchor")]
    [InlineData("? [1, 2]\n: x", "single value")]
    [InlineData("a: !!python/object:os.x {}", "not plain data")]
    [InlineData("<<: 1", "merges mappings")]
    [InlineData("a: 'x", "not valid YAML")]
    [InlineData("a *b: 1", "put quotes around it")]
    public void What_is_not_plain_YAML_is_refused_in_one_line_with_its_place(string text, string reason)
    {
        var error = Should.Throw<ConfigException>(() => YamlReader.Read(text, "f.yaml"));
        error.Message.ShouldStartWith("f.yaml:");
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void An_empty_text_is_the_null_value() => ((ConfigScalar)YamlReader.Read("# nothing\n")).Value.ShouldBeNull();

    [Fact]
    public void Depth_is_bounded() =>
        Should.Throw<ConfigException>(() => YamlReader.Read(new string('[', 100_000))).Message.ShouldContain("nested more than 200 deep");

    [Fact]
    public void Aliases_cannot_multiply_without_bound()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"l{i}: &l{i} [{string.Join(',', Enumerable.Repeat($"*l{i - 1}", 10))}]");
        Should.Throw<ConfigException>(() => YamlReader.Read("l0: &l0 x\n" + string.Join('\n', lines))).Message.ShouldContain("values, with aliases");
    }

    [Fact]
    public void Nodes_know_their_place()
    {
        var config = Config.FromNode(YamlReader.Read("a:\n  b: text", "f.yaml"));
        Should.Throw<ConfigException>(() => config.Integer(".a.b")).Message.ShouldBe("f.yaml:2:6: 'a.b' must be an integer, but it is text.");
    }
}

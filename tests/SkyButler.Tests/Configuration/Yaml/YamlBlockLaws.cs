using FsCheck;
using FsCheck.Fluent;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Tests.Configuration.Yaml;

/// <summary>What is read in haste is what the library reads.</summary>
public sealed class YamlBlockLaws
{
    private static readonly string[] Scalars =
    [
        "a", "b c", "1", "-2", "+3", "007", "089", "0", "1.5", "1.", "-.5", "1e3", "1.0e+3", "12:30:00", "0x1f", "1_000", "2020-01-01", "2020-01-01 01:02:03", "null", "~", "yes", "True",
        "''", "'it''s'", "\"q\"", "\"a\\n\"", "'a' b", "[]", "{}", "[1]", "<root>/x", "<<", "=", "-", "--", "---", "...", "x:y", "x: y", "x:", ":", "a #b", "a#b", "#c", "a, b", "*a", "&a b", "!t b", "!!int 7",
        "|", ">", "?", "? a", "@", "%", "a%", "a *b", "a ", " a", "é", "a\tb", "", "99999999999999999999", "a]", "a}", "(a)", "$x", "`", "a'b", "a\"b",
    ];

    private static readonly Gen<string> Lines =
        from indent in Gen.Elements("", "", "", " ", "  ", "  ", "    ")
        from dashes in Gen.Elements("", "", "", "- ", "- ", "- - ", "-", "-  ")
        from key in Gen.OneOf(Gen.Elements("", "a: ", "a:", "b: ", "c:  ", "1: "), Gen.Elements(Scalars).Select(s => s + ": "), Gen.Elements(Scalars).Select(s => s + ":"))
        from value in Gen.Elements(Scalars)
        from end in Gen.Elements("\n", "\n", "\n", "\n", "\n\n", "\n# c\n", "", "\r\n")
        select indent + dashes + key + value + end;

    // Most of these are read at once: what programs write.
    private static readonly Gen<string> TidyLines =
        from indent in Gen.Elements("", "", "  ", "    ")
        from dash in Gen.Elements("", "", "- ")
        from key in Gen.Elements("a: ", "b: ", "c:", "")
        from value in Gen.Elements("1", "x", "1.5", "'y'", "[]", "", "")
        select indent + dash + key + value + "\n";

    [Fact]
    public void What_is_read_in_haste_is_what_the_library_reads() => Prop.ForAll(
        Gen.OneOf(Lines.ListOf(4), TidyLines.ListOf(5), TidyLines.ListOf(3)).Select(string.Concat).ToArbitrary(),
        Agrees).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(30_000).WithReplay(20260301, 7));

    [Theory]
    [InlineData("name: metric\nexposure: 1\nvalues:\n- 1.5\n- -2\nflags:\n  good: true\n  'no': null\n")]
    [InlineData("# first\na:\n  - b: 1\n    c:\n    - - 1\n      - 2\n    - []\n\n  -\n    d: {}\n")]
    public void What_programs_write_is_read_in_haste(string text)
    {
        YamlBlockReader.TryRead(text, "f", YamlReadOptions.Default).ShouldNotBeNull();
        Agrees(text);
    }

    [Fact]
    public void Bounds_hold()
    {
        var options = new YamlReadOptions { MaximumDepth = 2, MaximumNodes = 5 };
        YamlBlockReader.TryRead("a:\n- 1\n", "f", options).ShouldNotBeNull();
        Should.Throw<ConfigException>(() => YamlReader.Read("a:\n- - 1\n", "f", options)).Message.ShouldContain("2 deep");
        Should.Throw<ConfigException>(() => YamlReader.Read("a:\n- []\n", "f", options)).Message.ShouldContain("2 deep");
        Should.Throw<ConfigException>(() => YamlReader.Read("a: 1\nb: 2\nc: 3\n", "f", options)).Message.ShouldContain("5 values");
    }

    private static void Agrees(string text)
    {
        if (YamlBlockReader.TryRead(text, "f", YamlReadOptions.Default) is not { } node)
            return;
        using var reader = new StringReader(text);
        Show(node).ShouldBe(Show(YamlReader.Read(reader, "f")), text);
    }

    private static string Show(ConfigNode node) => $"{node.Location}{node.Tag} " + node switch
    {
        ConfigScalar scalar => $"{scalar.Value?.GetType().Name} {scalar.Value} '{scalar.Text}'",
        ConfigSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Show))}]",
        ConfigMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        _ => "",
    };
}

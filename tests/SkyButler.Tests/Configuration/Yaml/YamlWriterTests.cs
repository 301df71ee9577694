using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Configuration.Yaml;

/// <summary>Expected texts are what PyYAML 6.0 dumps for the same data.</summary>
public sealed class YamlWriterTests
{
    [Fact]
    public void Data_look_as_the_reference_writes_them()
    {
        var data = new OrderedDictionary<string, object?>
        {
            ["run"] = "u/me",
            ["long text"] = "the quick brown fox jumps over the lazy dog and then it goes on and on until the line is full, at last",
            ["lines"] = "one\ntwo\n\nthree\n",
            ["it's"] = "a: b",
            ["tab"] = "a\tb",
            ["empty"] = "",
            ["list"] = new object[] { 1, new[] { 2, 3 }, new Dictionary<string, object> { ["a"] = 1, ["b"] = new[] { 4 } }, Array.Empty<int>(), new Dictionary<string, int>() },
            ["numbers"] = new object[] { 1.0, 1e16, 1e-5f == 0 ? 0 : 1e-5, -0.0, double.NaN, double.PositiveInfinity, BigInteger.Pow(10, 20) },
            ["none"] = null,
            ["flag"] = true,
        };
        YamlWriter.Write(data).ShouldBe("""
            run: u/me
            long text: the quick brown fox jumps over the lazy dog and then it goes on and on
              until the line is full, at last
            lines: 'one

              two


              three

              '
            it's: 'a: b'
            tab: "a\tb"
            empty: ''
            list:
            - 1
            - - 2
              - 3
            - a: 1
              b:
              - 4
            - []
            - {}
            numbers:
            - 1.0
            - 1.0e+16
            - 1.0e-05
            - -0.0
            - .nan
            - .inf
            - 100000000000000000000
            none: null
            flag: true

            """);
    }

    [Theory]
    [InlineData("yes", "'yes'")]
    [InlineData("1", "'1'")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("2024-01-01", "'2024-01-01'")]
    [InlineData("~", "'~'")]
    [InlineData("1e5", "1e5")]
    [InlineData("=", "'='")]
    [InlineData("<<", "'<<'")]
    [InlineData("- x", "'- x'")]
    [InlineData("-x", "-x")]
    [InlineData("#", "'#'")]
    [InlineData("a#b", "a#b")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("0o7", "0o7")]
    [InlineData("12:30", "'12:30'")]
    [InlineData("a:b", "a:b")]
    [InlineData(" a", "' a'")]
    [InlineData("---x", "'---x'")]
    [InlineData("é", "\"\\xE9\"")]
    [InlineData("\u2028😀\u0007", "\"\\L\\U0001F600\\a\"")]
    public void Texts_are_quoted_only_where_they_must_be(string text, string written) =>
        YamlWriter.Write(new[] { text }).ShouldBe($"- {written}\n");

    [Fact]
    public void Documents_of_one_value_end_as_the_reference_ends_them()
    {
        YamlWriter.Write("text").ShouldBe("text\n...\n");
        YamlWriter.Write(1).ShouldBe("1\n...\n");
        YamlWriter.Write(null).ShouldBe("null\n...\n");
        YamlWriter.Write("a: b").ShouldBe("'a: b'\n");
        YamlWriter.Write(Array.Empty<int>()).ShouldBe("[]\n");
    }

    [Fact]
    public void Long_keys_are_written_with_a_question_mark()
    {
        var key = new string('k', 123);
        YamlWriter.Write(new Dictionary<string, int> { [key] = 1 }).ShouldBe($"? {key}\n: 1\n");
        YamlWriter.Write(new Dictionary<string, int> { [key[1..]] = 1 }).ShouldBe($"{key[1..]}: 1\n");
    }

    [Fact]
    public void Tags_stand_before_what_they_tag()
    {
        var packages = ConfigMapping.Of(("b", new ConfigScalar("1")), ("a", new ConfigScalar("x", null, "!t")));
        var tagged = new ConfigMapping(packages.Entries, "lsst.utils.packages.Packages");
        YamlWriter.Write(tagged).ShouldBe("!<lsst.utils.packages.Packages>\nb: '1'\na: !t 'x'\n");
        YamlWriter.Write(new[] { tagged }, YamlKeyOrder.Sorted).ShouldBe("- !<lsst.utils.packages.Packages>\n  a: !t 'x'\n  b: '1'\n");
    }

    [Fact]
    public void A_file_of_the_reference_is_written_again_byte_for_byte()
    {
        var folder = SharedFiles.Golden("runs/repo/u/me");
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        foreach (var text in files.Select(File.ReadAllText))
            YamlWriter.Write(YamlReader.Read(text)).ShouldBe(text);
    }

    [Fact]
    public void Objects_that_are_no_plain_data_are_refused() =>
        Should.Throw<ConfigException>(() => YamlWriter.Write(new Uri("https://x"))).Message.ShouldContain("Uri");

    [Fact]
    public void Any_text_survives_writing_and_reading()
    {
        var piece = Gen.Elements(" ", "\n", "a", "word", ":", "#", "-", "'", "\"", "\\", "\t", "é", "😀", "\u2028", "[", "{", "1", ".", "!", "&", "*", "?", "%", "\u0085");
        var text = piece.ArrayOf().Select(string.Concat);
        // A key with " *" is refused by the reader unless it happens to be quoted.
        var key = text.Select(words => words.Replace('*', '+'));
        Prop.ForAll(key.Zip(text).ToArbitrary(), pair =>
        {
            var written = YamlWriter.Write(new Dictionary<string, object> { [pair.Item1] = new[] { pair.Item2 } });
            var entry = ((ConfigMapping)YamlReader.Read(written)).Entries.Single();
            return (string?)entry.Key.Value == pair.Item1 && (string?)((ConfigScalar)((ConfigSequence)entry.Value).Items[0]).Value == pair.Item2;
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260101, 7));
    }
}

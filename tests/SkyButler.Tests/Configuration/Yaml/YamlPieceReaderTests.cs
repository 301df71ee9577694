using FsCheck;
using FsCheck.Fluent;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Configuration.Yaml.Pieces;

namespace SkyButler.Tests.Configuration.Yaml;

public sealed class YamlPieceReaderTests
{
    [Theory]
    [InlineData("a: 1\nb: [x]\n", false)]
    [InlineData("a: 1\nb:\n- x\n- - y\n  - z\n- k: v\n  l: !t 'it''s'\nc: {}\nd: []\n", true)]
    [InlineData("a: plain text that\n  goes on: here\n", false)]
    [InlineData("a: plain text that\n  goes on\nb: 'quoted\n  too'\n", true)]
    [InlineData("a: \"\\xE9 \\\n  b\"\nb: !<x.y>\n  c: 1\n", true)]
    [InlineData("a: !!binary |\n  AAEC\n  Aw==\nb: null\nc:\n", true)]
    [InlineData("a: |\n  text\n", false)]
    [InlineData("? a\n: b\n", false)]
    [InlineData("a: &x 1\nb: *x\n", false)]
    [InlineData("  a: 1\n b: 2\n", false)]
    [InlineData("a: 1\n# no\n\n- b\n", false)]
    [InlineData("- a\n-\n  b: 1\n- c: 2\n", true)]
    public void The_fast_reader_reads_what_the_library_reads_or_gives_up(string text, bool isFast)
    {
        var fast = ReadFast(text);
        (fast is not null).ShouldBe(isFast);
        if (fast is not null)
            fast.ShouldBe(YamlWriter.Write(YamlReader.Read(text)));
    }

    [Fact]
    public void Whatever_is_written_is_read_the_same_by_both()
    {
        var letters = Gen.Elements('a', 'B', '7', ' ', ':', '#', '-', '\'', '"', '!', '&', '*', '.', '\n', 'é', '{', '[', ',', '|', '~');
        var texts = letters.ListOf().Resize(12).Select(l => string.Concat(l));
        var property = Prop.ForAll(Arb.From(texts.ListOf()), list =>
        {
            var node = ConfigNodes.FromPlain(new Dictionary<string, object?> { ["k"] = list, ["m"] = list.Select((t, i) => new Dictionary<string, object?> { [$"a{i}"] = t, ["n"] = i }).ToList() });
            var text = YamlWriter.Write(node);
            return ReadFast(text) is not { } fast || fast == YamlWriter.Write(YamlReader.Read(text));
        });
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    private static string? ReadFast(string text)
    {
        try
        {
            var reader = YamlPieceReader.Fast(new StringReader(text), "text", YamlReadOptions.Default);
            var node = reader.ReadPiece();
            reader.End();
            return YamlWriter.Write(node);
        }
        catch (YamlForeignNotationException)
        {
            return null;
        }
        catch (Exception e) when (e is ConfigException or YamlDotNet.Core.YamlException)
        {
            return null;
        }
    }
}

using SkyButler.Configuration;
using SkyButler.Configuration.Yaml;
using SkyButler.Configuration.Yaml.Pieces;

namespace SkyButler.Tests.Configuration.Yaml;

/// <summary>Values without an end are refused before they take all memory.</summary>
public sealed class EndlessValueTests
{
    [Theory]
    [InlineData("'quoted", "more")]
    [InlineData("plain", "more")]
    [InlineData("!!binary |", "AAAA")]
    [InlineData("\"escaped", "more")]
    public void A_value_of_endless_lines_is_refused_with_its_place(string begin, string line)
    {
        using var reader = new Endless($"key: {begin}\n", $"  {line} {new string('a', 1000)}\n");
        Should.Throw<ConfigException>(() => Read(YamlPieceReader.Fast, YamlPieceReader.Full, reader)).Message
            .ShouldSatisfyAllConditions(m => m.ShouldStartWith("big.yaml:"), m => m.ShouldContain("longer than 16777216 characters"), m => m.ShouldNotContain('\n'));
    }

    // As an import does: what the quick reader gives up, the other reads.
    private static void Read(Func<TextReader, string, YamlReadOptions, YamlPieceReader> fast, Func<TextReader, string, YamlReadOptions, YamlPieceReader> full, Endless text)
    {
        try
        {
            Walk(fast(text, "big.yaml", YamlReadOptions.Default));
        }
        catch (YamlForeignNotationException)
        {
            Walk(full(text.Again(), "big.yaml", YamlReadOptions.Default));
        }
    }

    private static void Walk(YamlPieceReader reader)
    {
        reader.EnterMapping("It");
        reader.NextKey();
        reader.ReadPiece();
    }

    private sealed class Endless(string begin, string line) : TextReader
    {
        private string? current;
        private int next;

        public Endless Again() => new(begin, line);

        public override int Peek()
        {
            if (current is null || next == current.Length)
                (current, next) = (current is null ? begin : line, 0);
            return current[next];
        }

        public override int Read()
        {
            var read = Peek();
            next++;
            return read;
        }
    }
}

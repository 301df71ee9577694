using System.Text.RegularExpressions;
using SkyButler.Configuration.Nodes;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>Regular expressions of translators: without backtracking, so that none takes longer than its text is long.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Makes a pattern.</summary>
    /// <exception cref="InstrumentException">It is none.</exception>
    public static Regex Make(ConfigNode node, string pattern, RegexOptions more = RegexOptions.None)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | more, Longest);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InstrumentException($"{node.Location}: '{pattern}' is no regular expression that can be used here: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}

using System.Text.RegularExpressions;

namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>Reads the options that a sentence or cell of the sheet names, with their defaults in brackets after them.</summary>
internal static partial class OptionReader
{
    private const string Elision = "…";

    public static IReadOnlyList<OriginalOption> Read(string text) => [.. Mentions().Matches(text).Select(Read)];

    /// <summary>A value without what typography adds.</summary>
    public static string Plain(string text) => text.Trim().Trim('`').Replace('−', '-').Trim();

    private static OriginalOption Read(Match match)
    {
        var words = match.Groups["option"].Value.Replace("\\|", "|", StringComparison.Ordinal).Split(' ', 2);
        var value = words.Length > 1 ? words[1] : "";
        var spellings = new List<string>();
        string? negative = null;
        foreach (var part in words[0].Split('/'))
        {
            if (part.StartsWith("--no-", StringComparison.Ordinal) && spellings.Count > 0)
                negative = part.EndsWith(Elision, StringComparison.Ordinal) ? "--no-" + spellings[^1][2..] : part;
            else
                spellings.Add(part);
        }

        var choices = value.Contains('|', StringComparison.Ordinal) ? value.Trim('[', ']').Split('|') : [];
        return new(spellings, negative, value.Length > 0, value.Contains(Elision, StringComparison.Ordinal), choices, Default(match));
    }

    private static string? Default(Match match)
    {
        var said = match.Groups["default"] is { Success: true } bracket ? bracket.Value : match.Groups["after"] is { Success: true } after ? after.Value : null;
        if (said is null or "ignored" || said.StartsWith("error", StringComparison.Ordinal) || said.Contains(", ", StringComparison.Ordinal) || said.StartsWith("or ", StringComparison.Ordinal))
            return null;
        var plain = Plain(said.Replace("default ", "", StringComparison.Ordinal).Split(';')[0]);
        return plain == "empty" ? "" : plain;
    }

    [GeneratedRegex(@"`(?<option>-[^`]*)`(?:\s*\((?<default>[^)]*)\)|,? default `(?<after>[^`]*)`)?", RegexOptions.None, 1000)]
    private static partial Regex Mentions();
}

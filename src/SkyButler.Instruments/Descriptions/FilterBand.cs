using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Descriptions;

/// <summary>Guesses of a filter's band.</summary>
internal static partial class FilterBand
{
    /// <summary>The one letter in a filter's name that is a band's name and stands alone; null where there is none, or several.</summary>
    public static string? Guess(string filter) =>
        Letters().Matches(filter).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList() is [var single] ? single : null;

    [GeneratedRegex("(?<![A-Za-z])([ugrizyUBVRIYJHK])(?![A-Za-z])", RegexOptions.None, 1000)]
    private static partial Regex Letters();
}

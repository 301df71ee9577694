using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Pipelines.Programs.Messages;

/// <summary>What a log says of the lines that a pattern described.</summary>
/// <param name="Name">The pattern.</param>
/// <param name="Level">What it means: note, warn, fail.</param>
/// <param name="Count">How many lines.</param>
/// <param name="Line">The first of them.</param>
internal sealed partial record FoundMessage(string Name, string Level, long Count, string Line)
{
    /// <summary>Reads a message of a log; null where it is another.</summary>
    public static FoundMessage? Parse(string message) => Form().Match(message) is { Success: true } match
        ? new FoundMessage(match.Groups["name"].Value, match.Groups["level"].Value, long.Parse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), match.Groups["line"].Value)
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Message '{Name}' ({Level}), {Count} line(s): {Line}");

    [GeneratedRegex(@"\AMessage '(?<name>\w+)' \((?<level>note|warn|fail)\), (?<count>[0-9]{1,18}) line\(s\): (?<line>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

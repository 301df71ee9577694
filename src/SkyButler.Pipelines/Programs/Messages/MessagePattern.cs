using System.Text.RegularExpressions;
using SkyButler.Pipelines.Programs.Settings;

namespace SkyButler.Pipelines.Programs.Messages;

/// <summary>A named pattern of lines. Matching takes time in proportion to the line, whatever the expression is.</summary>
internal sealed class MessagePattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly Regex expression;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It has what takes time without bounds: back references, looking ahead or behind.</exception>
    public MessagePattern(string name, ProgramMessageConfig config)
    {
        (Name, Config) = (name, config);
        expression = new Regex(config.Pattern, Options, Longest);
        Groups = [.. expression.GetGroupNames().Where(g => !char.IsAsciiDigit(g[0]))];
    }

    public string Name { get; }

    public ProgramMessageConfig Config { get; }

    /// <summary>Names of the groups.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Whether a line is one.</summary>
    public bool Matches(string line) => expression.IsMatch(line);

    /// <summary>What a line that is one has in each group; empty texts for groups that matched nothing.</summary>
    public IReadOnlyList<string> Values(string line)
    {
        var match = expression.Match(line);
        return [.. Groups.Select(g => match.Groups[g].Value)];
    }
}

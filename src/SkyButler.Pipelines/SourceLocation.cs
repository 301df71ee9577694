using System.Globalization;

namespace SkyButler.Pipelines;

/// <summary>Where something was written: a file and a line, or words such as <c>command line</c>.</summary>
/// <param name="Source">Path of the file, or the words.</param>
/// <param name="Line">Line from 1; 0 where lines make no sense.</param>
public readonly record struct SourceLocation(string Source, int Line = 0)
{
    /// <summary>The command line.</summary>
    public static SourceLocation CommandLine { get; } = new("command line");

    /// <summary>Nowhere but the class itself.</summary>
    public static SourceLocation Default { get; } = new("default");

    /// <summary>As messages show it: <c>file:line</c>.</summary>
    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}") : Source;
}

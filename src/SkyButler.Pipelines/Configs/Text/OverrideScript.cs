using SkyButler.Configuration;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Configs.Text;

/// <summary>The statements of an override file, a <c>python</c> block or a stored configuration, and where each stands.</summary>
internal sealed class OverrideScript
{
    private OverrideScript(IReadOnlyList<Assignment> assignments, string? className) => (Assignments, ClassName) = (assignments, className);

    /// <summary>One statement.</summary>
    internal sealed record Assignment(string Path, object? Value, SourceLocation Location, OverrideEdit Edit);

    /// <summary>The assignments in order; paths are relative to the configuration.</summary>
    public IReadOnlyList<Assignment> Assignments { get; }

    /// <summary>The dotted name of the class that the file says it is for; null where it does not say.</summary>
    public string? ClassName { get; }

    /// <summary>Reads a script.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="firstLine">The line of <paramref name="source"/> on which it begins.</param>
    /// <exception cref="TaskConfigException">A statement is not understood.</exception>
    public static OverrideScript Parse(string text, string source, int firstLine = 1)
    {
        try
        {
            var statements = OverrideStatements.ReadEdits(text, source, firstLine);
            return new([.. statements.Assignments.Select(a => new Assignment(a.Path, a.Value, new SourceLocation(source, a.Line), a.Edit))], statements.ClassName);
        }
        catch (ConfigException e)
        {
            throw new TaskConfigException(e.Message, e);
        }
    }
}

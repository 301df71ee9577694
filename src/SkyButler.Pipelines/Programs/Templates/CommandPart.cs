namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>One piece of a command line: an argument, a group of them, or a group that is repeated.</summary>
/// <param name="Words">The arguments.</param>
/// <param name="Place">Where it stands: <c>command[2]</c>.</param>
internal sealed record CommandPart(IReadOnlyList<TextTemplate> Words, string Place)
{
    /// <summary>Whether it is left out when an input that it names is absent.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The input for each of whose datasets it is repeated; null for none.</summary>
    public string? Each { get; init; }
}

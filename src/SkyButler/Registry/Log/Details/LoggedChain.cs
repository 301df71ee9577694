namespace SkyButler.Registry.Log.Details;

/// <summary>A chain before and after a change.</summary>
/// <param name="Name">Name.</param>
/// <param name="Before">Members before; null where the chain was made.</param>
/// <param name="After">Members after.</param>
internal sealed record LoggedChain(string Name, IReadOnlyList<string>? Before, IReadOnlyList<string> After)
{
    /// <summary>Documentation before.</summary>
    public string DocumentationBefore { get; init; } = "";

    /// <summary>Documentation after.</summary>
    public string DocumentationAfter { get; init; } = "";
}

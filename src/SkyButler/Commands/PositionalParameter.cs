namespace SkyButler.Commands;

/// <summary>An argument that is given by its place.</summary>
/// <param name="Name">Name in capitals, as help shows it.</param>
/// <param name="Help">A sentence that begins with the name.</param>
public sealed record PositionalParameter(string Name, string Help)
{
    /// <summary>Whether it takes all words that are left, at least one.</summary>
    public bool TakesRest { get; init; }
}

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A collection; only chains have children.</summary>
internal sealed record WorldCollection(string Name, WorldCollectionKind Kind, IReadOnlyList<string> Children)
{
    public override string ToString() => Children.Count == 0 ? $"{Name}: {Kind}" : $"{Name}: {Kind} of {string.Join(", ", Children)}";
}

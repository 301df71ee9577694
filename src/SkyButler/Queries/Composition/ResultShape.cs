namespace SkyButler.Queries.Composition;

/// <summary>What kind of results a query shall give.</summary>
internal abstract record ResultShape
{
    internal sealed record DataIds(IReadOnlyList<string> Dimensions) : ResultShape;

    internal sealed record Records(string Element) : ResultShape;

    internal sealed record Datasets(string DatasetType, FindRule Rule) : ResultShape;

    /// <summary>Data IDs with columns; with <paramref name="First"/> only the first find of that dataset type for each.</summary>
    internal sealed record Rows(IReadOnlyList<string> Dimensions, IReadOnlyList<string> Columns, string? First) : ResultShape;
}

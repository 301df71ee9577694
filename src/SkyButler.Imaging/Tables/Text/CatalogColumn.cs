namespace SkyButler.Imaging.Tables.Text;

/// <summary>What the head of a text says of a column.</summary>
internal sealed record CatalogColumn(string Name, string? Unit, string? Description);

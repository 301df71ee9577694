namespace SkyButler.Migrations;

/// <summary>A row of <c>butler_attributes</c> that changes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its value; null where it is new.</param>
/// <param name="After">Its value afterwards; null where it goes.</param>
public sealed record AttributeChange(string Name, string? Before, string? After);

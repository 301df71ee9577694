namespace SkyButler.CommandLine.Output;

/// <summary>A column of a listing.</summary>
/// <param name="Name">Its header, and its key in JSON.</param>
/// <param name="Alignment">Where its values stand in a table.</param>
internal sealed record TableColumn(string Name, Alignment Alignment = Alignment.Right);

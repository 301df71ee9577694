namespace SkyButler.Transfers.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Cells">As many texts as the table has columns.</param>
public sealed record IngestTableRow(int Line, IReadOnlyList<string> Cells);

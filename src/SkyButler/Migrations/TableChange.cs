namespace SkyButler.Migrations;

/// <summary>What a migration does to one table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Columns">Differences of columns, each led by <c>+</c>, <c>-</c> or <c>~</c>, with where a new one's values come from.</param>
/// <param name="RowsBefore">Rows that it has.</param>
/// <param name="RowsAfter">Rows that it will have.</param>
public sealed record TableChange(string Table, TableChangeKind Kind, IReadOnlyList<string> Columns, long RowsBefore, long RowsAfter);

namespace SkyButler.Migrations.Tables.Fills;

/// <summary>Where the values of a column come from that the old table doesn't have, or has otherwise.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Applies">Whether the repository has what the rule needs.</param>
/// <param name="Expression">SQL over the old table <c>o</c>.</param>
/// <param name="Explanation">The same in words.</param>
internal sealed record ColumnRule(
    string Table, string Column, Func<RepositoryState, bool> Applies, Func<Func<string, string>, string> Expression, string Explanation);

namespace SkyButler.Migrations.Tables.Fills;

/// <summary>A physical column of a new table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">SQL of its value over the old table, which is called <c>o</c>, by the names of the tables that there were.</param>
/// <param name="MustBeGiven">NULL is not allowed.</param>
/// <param name="Length">The longest text that fits; 0 for any.</param>
internal sealed record FilledColumn(string Name, Func<Func<string, string>, string> Expression, bool MustBeGiven, int Length);

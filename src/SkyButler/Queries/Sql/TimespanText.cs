namespace SkyButler.Queries.Sql;

/// <summary>SQL of a timespan: as many texts as the database has columns for it.</summary>
internal sealed record TimespanText(IReadOnlyList<string> Parts);

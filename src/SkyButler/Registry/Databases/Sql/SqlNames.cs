namespace SkyButler.Registry.Databases.Sql;

/// <summary>Names that enter SQL quoted and separated by commas, each led by a table's alias where one is given.</summary>
internal readonly record struct SqlNames(IReadOnlyList<string> Values, string? Alias = null);

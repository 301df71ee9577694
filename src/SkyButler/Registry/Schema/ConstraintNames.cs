namespace SkyButler.Registry.Schema;

/// <summary>Names of constraints and indexes, the same as existing repositories have, so that migrations find them.</summary>
internal static class ConstraintNames
{
    public static string Unique(string table, IEnumerable<string> columns) => $"{table}_unq_{string.Join('_', columns)}";

    public static string Index(string table, IEnumerable<string> columns) => $"{table}_idx_{string.Join('_', columns)}";

    public static string ForeignKeyIndex(string table, IEnumerable<string> columns) => $"{table}_fkidx_{string.Join('_', columns)}";

    public static string ForeignKey(string table, ForeignKeyDefinition key) =>
        $"fkey_{table}_{key.Table}_{string.Join('_', key.Target)}_{string.Join('_', key.Source)}";

    public static string Length(string table, string column) => $"{table}_len_{column}";
}

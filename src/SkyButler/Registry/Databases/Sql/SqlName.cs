namespace SkyButler.Registry.Databases.Sql;

/// <summary>A table, column or alias, to be quoted where it enters SQL.</summary>
internal readonly record struct SqlName(string Value)
{
    /// <summary>Several names, which enter SQL separated by commas.</summary>
    public static SqlNames List(IEnumerable<string> names) => new([.. names]);
}

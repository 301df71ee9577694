namespace SkyButler.Registry.Databases.Sql;

/// <summary>Text that enters SQL as it is: only what our own code wrote, never what came from outside.</summary>
internal readonly record struct SqlText(string Value);

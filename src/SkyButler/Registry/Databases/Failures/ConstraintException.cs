using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>A row broke a rule of the schema; whoever wrote it turns this into an error about what was asked.</summary>
internal sealed class ConstraintException(ConstraintKind kind, string detail, string sql, Exception? inner = null)
    : RegistryException($"The database refused a row: {detail}.", inner)
{
    public ConstraintKind Kind => kind;

    /// <summary>The database's words, which name the constraint or the columns.</summary>
    public string Detail => detail;

    public string Sql => sql;

    /// <summary>Which of many rows it was, from 0; −1 where it was a statement of its own.</summary>
    public int Row { get; set; } = -1;
}

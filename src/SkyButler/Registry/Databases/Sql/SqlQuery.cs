using SkyButler.Dimensions;

namespace SkyButler.Registry.Databases.Sql;

/// <summary>A statement with its parameters, and for a SELECT the logical types of its columns.</summary>
/// <param name="Text">The SQL, with the dialect's numbered placeholders.</param>
/// <param name="Parameters">Values by placeholder: long, double, string, bool, <see cref="Guid"/>, byte[] (a blob) or null.</param>
/// <param name="Columns">Logical types of the result; a timespan takes as many physical columns as the dialect gives it.</param>
internal sealed record SqlQuery(string Text, IReadOnlyList<object?> Parameters, ColumnType[] Columns)
{
    /// <summary>Whether it reads much of a table in no particular order, so that its first rows can come at once.</summary>
    public bool IsListing { get; init; }
}

using SkyButler.Parquet;

namespace SkyButler.Datastores.Contents;

/// <summary>
/// A table as Arrow has it, with any nesting of lists and structs: storage class <c>ArrowTable</c>. Catalogues are handier as
/// <see cref="Imaging.Tables.Table"/>, which the other storage classes of Parquet files are.
/// </summary>
/// <param name="Rows">The columns.</param>
public sealed record ArrowTable(ParquetBatch Rows)
{
    private readonly ArrowTableSchema? schema;

    /// <summary>Types, texts for programs, units and descriptions. Without one, what the columns say of themselves.</summary>
    /// <exception cref="DatastoreException">It is of other columns.</exception>
    public ArrowTableSchema Schema
    {
        get => schema ?? new(Rows.Schema);
        init => schema = value.Names.SequenceEqual(Rows.Columns.Select(c => c.Name), StringComparer.Ordinal) ? value : throw new DatastoreException(
            $"A table with the columns {string.Join(", ", Rows.Columns.Select(c => c.Name))} can't have the schema of a table with {string.Join(", ", value.Names)}.");
    }
}

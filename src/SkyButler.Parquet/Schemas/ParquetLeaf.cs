namespace SkyButler.Parquet.Schemas;

/// <summary>A field of values together with its place in the file: one column chunk a row group.</summary>
/// <param name="Field">The field.</param>
/// <param name="Path">The names that lead to it, with the layers that the file puts into lists and maps.</param>
/// <param name="Ordinal">Which column chunk of a row group is its.</param>
/// <param name="MaximumDefinition">How many fields on the way may be null or empty.</param>
/// <param name="MaximumRepetition">How many lists are on the way.</param>
public sealed record ParquetLeaf(ParquetField Field, IReadOnlyList<string> Path, int Ordinal, int MaximumDefinition, int MaximumRepetition)
{
    /// <summary>The path with points between its names.</summary>
    public string DottedPath { get; } = string.Join('.', Path);
}

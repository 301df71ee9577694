namespace SkyButler.Parquet.Metadata;

/// <summary>A piece of a table that is stored together: one column chunk for each leaf of the schema.</summary>
/// <param name="RowCount">How many rows it has.</param>
/// <param name="FirstRow">How many rows are before it in the file.</param>
/// <param name="UncompressedBytes">Bytes of its pages, as if nothing were compressed.</param>
/// <param name="Columns">Its column chunks, in the order of the schema's leaves.</param>
public sealed record RowGroupMetadata(long RowCount, long FirstRow, long UncompressedBytes, IReadOnlyList<ColumnChunkMetadata> Columns);

namespace SkyButler.Parquet.Writing;

/// <summary>A row group as it was written.</summary>
internal sealed record GroupRecord(long RowCount, IReadOnlyList<ChunkRecord> Chunks);

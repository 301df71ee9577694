namespace SkyButler.Parquet.Writing;

/// <summary>A finished page: its bytes with their header, and what is to be said of it.</summary>
internal sealed record PageRecord
{
    public required PooledWriter Bytes { get; init; }

    /// <summary>Bytes with the header, before compression.</summary>
    public required int UncompressedBytes { get; init; }

    public int RowCount { get; init; }

    public int EntryCount { get; init; }

    public int NullCount { get; init; }

    public bool UsesDictionary { get; init; }

    public ReadOnlyMemory<byte>? Minimum { get; init; }

    public ReadOnlyMemory<byte>? Maximum { get; init; }

    /// <summary>Bytes in the file, which stays known after they are written.</summary>
    public required int Length { get; init; }
}

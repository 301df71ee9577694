namespace SkyButler.Parquet.Metadata;

/// <summary>What is known of the values of a column chunk or a page. Bounds are plainly encoded values.</summary>
public sealed record ColumnStatistics
{
    /// <summary>A value that none is less than; null where not known.</summary>
    public ReadOnlyMemory<byte>? Minimum { get; init; }

    /// <summary>A value that none is greater than; null where not known.</summary>
    public ReadOnlyMemory<byte>? Maximum { get; init; }

    /// <summary>How many are null; null where not known.</summary>
    public long? NullCount { get; init; }

    /// <summary>How many different values there are; null where not known.</summary>
    public long? DistinctCount { get; init; }

    /// <summary>Whether the bounds come from the obsolete fields, which compare bytes with a sign.</summary>
    internal bool AreObsolete { get; init; }

    internal bool IsMinimumExact { get; init; }

    internal bool IsMaximumExact { get; init; }

    internal long? NanCount { get; init; }
}

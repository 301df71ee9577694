using SkyButler.Parquet.Filters;

namespace SkyButler.Parquet;

/// <summary>What to read of a file, and how.</summary>
public sealed record ParquetReadOptions
{
    /// <summary>How many rows a batch has at most, unless another number is asked for.</summary>
    public const int UsualBatchRows = 128 * 1024;

    private const int UsualFetchBytes = 4 << 20;

    /// <summary>The columns, in the order in which they are wanted: names of fields, or paths with points to what is inside; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The row groups by their numbers; null for all.</summary>
    public IReadOnlyList<int>? RowGroups { get; init; }

    /// <summary>The first row, counted from 0 in the file.</summary>
    public long FirstRow { get; init; }

    /// <summary>How many rows from there on, before any filter; null for all.</summary>
    public long? RowCount { get; init; }

    /// <summary>What rows must fulfil; null for nothing. Row groups and pages that statistics rule out aren't fetched.</summary>
    public RowFilter? Filter { get; init; }

    /// <summary>How many rows a batch has at most.</summary>
    public int BatchRows { get; init; } = UsualBatchRows;

    /// <summary>How many bytes decoded columns may take, of one batch or of the table that is read at once. By default three quarters of the machine's memory.</summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>How many bytes of a column chunk are fetched at once, where it has so many.</summary>
    public int FetchBytes { get; init; } = UsualFetchBytes;

    /// <summary>How many column chunks are decoded at once.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}

using SkyButler.Parquet.Columns;

namespace SkyButler.Parquet.Writing;

/// <summary>Rows of one leaf as entries with levels, and where its values are.</summary>
internal readonly ref struct ShreddedRows
{
    public required ParquetColumn Leaf { get; init; }

    public required int EntryCount { get; init; }

    /// <summary>One for each entry; empty where all are the highest.</summary>
    public ReadOnlySpan<byte> Definitions { get; init; }

    /// <summary>One for each entry; empty outside of lists.</summary>
    public ReadOnlySpan<byte> Repetitions { get; init; }

    /// <summary>The places of the values; used where they don't lie one after the other.</summary>
    public ReadOnlySpan<int> Places { get; init; }

    /// <summary>The first of values that lie one after the other, of which there is one for each entry; -1 where there are places.</summary>
    public int Start { get; init; }
}

using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Columns;

/// <summary>What offsets must be: one more than there are values, never falling, within what they point into.</summary>
internal static class OffsetRule
{
    public static int CountOf(ParquetField field, ReadOnlyMemory<int> offsets, int limit)
    {
        var all = offsets.Span;
        if (all.Length == 0 || all[0] < 0 || all[^1] > limit || Falls(all))
            throw new ParquetRequestException($"The offsets of the column '{field.Name}' don't fit: there must be one more than values, none less than the one before it, and all within 0 to {limit}");
        return all.Length - 1;
    }

    private static bool Falls(ReadOnlySpan<int> offsets)
    {
        for (var i = 1; i < offsets.Length; i++)
            if (offsets[i] < offsets[i - 1])
                return true;
        return false;
    }
}

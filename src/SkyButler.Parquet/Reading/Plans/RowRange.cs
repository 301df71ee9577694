namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Rows of a row group, one after the other.</summary>
internal readonly record struct RowRange(long First, long Count)
{
    public long End => First + Count;
}

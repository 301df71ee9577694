namespace SkyButler.Parquet.Pages;

/// <summary>Where a data page is, and its first row within the row group.</summary>
internal readonly record struct PageLocation(long Offset, int Bytes, long FirstRow);

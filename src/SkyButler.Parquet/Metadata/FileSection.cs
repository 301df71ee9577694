namespace SkyButler.Parquet.Metadata;

/// <summary>A piece of a file.</summary>
internal readonly record struct FileSection(long Offset, long Length);

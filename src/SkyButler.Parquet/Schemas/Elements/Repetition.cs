namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>How often a node of a file's schema occurs within its parent.</summary>
internal enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}

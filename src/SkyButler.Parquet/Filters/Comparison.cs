namespace SkyButler.Parquet.Filters;

/// <summary>How a value is compared with another.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    LessThan,
    AtMost,
    GreaterThan,
    AtLeast,
}

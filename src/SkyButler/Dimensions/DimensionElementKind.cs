namespace SkyButler.Dimensions;

/// <summary>What a dimension element is.</summary>
public enum DimensionElementKind
{
    /// <summary>A pixel of a sky pixelization at one level: no table, records are computed.</summary>
    SkyPix,

    /// <summary>A dimension that governs others, such as instrument: string key, depends on nothing.</summary>
    Governor,

    /// <summary>A dimension with a key of its own.</summary>
    Dimension,

    /// <summary>A relation between dimensions, without a key of its own.</summary>
    Combination,
}

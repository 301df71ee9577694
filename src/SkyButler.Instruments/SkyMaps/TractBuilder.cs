namespace SkyButler.Instruments.SkyMaps;

/// <summary>How a tract is divided into patches.</summary>
public enum TractBuilder
{
    /// <summary>Patches with a border that ends at the tract's edge.</summary>
    Legacy,

    /// <summary>Patches of square cells; all have the same size, and those at the tract's edge reach beyond it.</summary>
    Cells,
}

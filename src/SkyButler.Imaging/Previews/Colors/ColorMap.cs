namespace SkyButler.Imaging.Previews.Colors;

/// <summary>The colours that stand for brightness.</summary>
public enum ColorMap
{
    /// <summary>Black to white.</summary>
    Grey,

    /// <summary>White to black, as on photographic plates.</summary>
    Inverted,

    /// <summary>Violet over green to yellow: even steps for every eye, matplotlib's usual one.</summary>
    Viridis,

    /// <summary>Black over red and yellow to white, as hot iron.</summary>
    Heat,

    /// <summary>Black over blue and cyan to white.</summary>
    Cool,
}

namespace SkyButler.Instruments.SkyMaps;

/// <summary>How a sky map divides the sky into tracts.</summary>
public enum SkyMapKind
{
    /// <summary>Twelve tracts, the faces of a dodecahedron.</summary>
    Dodeca,

    /// <summary>A band around the equator, divided in right ascension.</summary>
    Equat,

    /// <summary>Tracts at listed places.</summary>
    Discrete,

    /// <summary>Rings of declination, divided in right ascension, and a cap on each pole.</summary>
    Rings,

    /// <summary>A tract for each HEALPix pixel.</summary>
    Healpix,
}

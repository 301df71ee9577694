using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>What defines a sky map. Fields of other kinds mean nothing.</summary>
public sealed record SkyMapSettings
{
    /// <summary>How the sky is divided.</summary>
    public required SkyMapKind Kind { get; init; }

    /// <summary>Version of the numbering of tracts; 0 of rings is that of sky maps from before 2018, with a tract twice and one missing.</summary>
    public int Version { get; init; }

    /// <summary>How tracts are divided.</summary>
    public TractBuilder Builder { get; init; }

    /// <summary>Pixels of a patch without border (legacy).</summary>
    public Extent2I PatchInner { get; init; } = new(4000, 4000);

    /// <summary>Pixels that a patch has beyond its inner part on each side (legacy).</summary>
    public int PatchBorder { get; init; } = 100;

    /// <summary>Pixels of a cell without border (cells); width and height are equal.</summary>
    public Extent2I CellInner { get; init; } = new(150, 150);

    /// <summary>Pixels that a cell has beyond its inner part on each side (cells).</summary>
    public int CellBorder { get; init; } = 50;

    /// <summary>Cells along a side of a patch's inner part (cells).</summary>
    public int CellsPerPatch { get; init; } = 20;

    /// <summary>Cells that a patch has beyond its inner part on each side (cells).</summary>
    public int CellsInPatchBorder { get; init; } = 1;

    /// <summary>Least overlap of neighbouring tracts, in degrees.</summary>
    public double TractOverlap { get; init; } = 1;

    /// <summary>Side of a pixel at a tract's centre, in seconds of arc.</summary>
    public double PixelScale { get; init; } = 0.333;

    /// <summary>Three letters of FITS that name the projection, such as <c>TAN</c>.</summary>
    public string Projection { get; init; } = "STG";

    /// <summary>Angle by which pixels are turned, in degrees.</summary>
    public double Rotation { get; init; }

    /// <summary>Number of rings without the caps (rings).</summary>
    public int RingCount { get; init; }

    /// <summary>Right ascension of the first centre of each ring, in degrees (rings).</summary>
    public double RingStart { get; init; }

    /// <summary>Right ascensions of the centres, in degrees (discrete).</summary>
    public IReadOnlyList<double> RightAscensions { get; init; } = [];

    /// <summary>Declinations of the centres, in degrees (discrete).</summary>
    public IReadOnlyList<double> Declinations { get; init; } = [];

    /// <summary>Half sides of the tracts, in degrees (discrete).</summary>
    public IReadOnlyList<double> Radii { get; init; } = [];

    /// <summary>Number of tracts (equat).</summary>
    public int TractCount { get; init; } = 4;

    /// <summary>Range of declination, in degrees (equat).</summary>
    public (double South, double North) DeclinationRange { get; init; } = (-1.25, 1.25);

    /// <summary>Logarithm to base 2 of the pixels along a side of a base pixel (healpix).</summary>
    public int HealpixLevel { get; init; }

    /// <summary>Whether tracts have the nested numbers of pixels, not those by rings (healpix).</summary>
    public bool IsNested { get; init; }

    /// <summary>Whether a tract lies on each pole, not a vertex (dodeca).</summary>
    public bool HasTractsOnPoles { get; init; }

    /// <summary>What a kind of sky map has where nothing else is said.</summary>
    public static SkyMapSettings Default(SkyMapKind kind) => kind switch
    {
        SkyMapKind.Dodeca => new() { Kind = kind, TractOverlap = 3.5, PatchBorder = 250, PixelScale = 0.2 },
        SkyMapKind.Equat => new() { Kind = kind, Projection = "CEA" },
        SkyMapKind.Rings => new() { Kind = kind, Version = 1 },
        SkyMapKind.Healpix => new() { Kind = kind, Rotation = 45 },
        _ => new() { Kind = kind },
    };
}

using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>The boxes of a tract's patches.</summary>
internal static class PatchGrid
{
    private const int MostPixels = 1 << 28;

    /// <summary>Refuses patches that no pixel numbers can tell apart.</summary>
    /// <exception cref="SkyMapException">A patch or its border is too large, or none.</exception>
    public static void Check(SkyMapSettings settings)
    {
        var isLegacy = settings.Builder == TractBuilder.Legacy;
        long width = isLegacy ? settings.PatchInner.Width : (long)settings.CellInner.Width * settings.CellsPerPatch;
        long height = isLegacy ? settings.PatchInner.Height : (long)settings.CellInner.Height * settings.CellsPerPatch;
        var border = isLegacy ? settings.PatchBorder : ((long)settings.CellsInPatchBorder * settings.CellInner.Width) + settings.CellBorder;
        if (width is < 1 or > MostPixels || height is < 1 or > MostPixels || border is < 0 or > MostPixels)
            throw new SkyMapException($"Patches of {width} x {height} pixels with a border of {border} can't be laid out; their sides have 1 to {MostPixels} pixels, their borders 0 to {MostPixels}.");
    }

    /// <summary>The pixels of a patch without border.</summary>
    public static Extent2I InnerSize(SkyMapSettings settings) => settings.Builder == TractBuilder.Legacy
        ? settings.PatchInner
        : new(settings.CellInner.Width * settings.CellsPerPatch, settings.CellInner.Height * settings.CellsPerPatch);

    /// <summary>How many pixels a patch has beyond its inner part on each side.</summary>
    public static int Border(SkyMapSettings settings) => settings.Builder == TractBuilder.Legacy
        ? settings.PatchBorder
        : (settings.CellsInPatchBorder * settings.CellInner.Width) + settings.CellBorder;

    /// <summary>A patch by its column and row among the patches.</summary>
    public static Patch Make(SkyMapSettings settings, TractPlan plan, int column, int row)
    {
        var size = InnerSize(settings);
        var inner = Box2I.FromSize(column * size.Width, row * size.Height, size.Width, size.Height);
        var outer = Grow(inner, Border(settings));
        return new Patch
        {
            Id = (row * plan.PatchCount.Width) + column,
            Column = column,
            Row = row,
            Inner = inner,
            Outer = settings.Builder == TractBuilder.Legacy ? outer.Intersect(Box2I.FromSize(0, 0, plan.Size.Width, plan.Size.Height)) : outer,
        };
    }

    /// <summary>A box with so many pixels more on each side.</summary>
    public static Box2I Grow(Box2I box, int pixels) => new(box.MinX - pixels, box.MinY - pixels, box.MaxX + pixels, box.MaxY + pixels);
}

using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>The boxes of a tract's patches.</summary>
internal static class PatchGrid
{
    /// <summary>The pixels of a patch without border.</summary>
    public static Extent2I InnerSize(SkyMapSettings settings) => settings.Builder == TractBuilder.Legacy
        ? settings.PatchInner
        : new(checked(settings.CellInner.Width * settings.CellsPerPatch), checked(settings.CellInner.Height * settings.CellsPerPatch));

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

using System.Diagnostics.CodeAnalysis;
using SkyButler.Geometry;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>A tract of a sky map: a part of the sky with one projection, divided into patches.</summary>
[SuppressMessage("Design", "CA1710", Justification = "A tract is no collection.")]
public sealed class Tract : IDisposable
{
    // The vertices of a square tract lie so far within its edges, in pixels.
    private const double VertexInset = 0.001;

    private readonly TractPlan plan;
    private readonly TractShape shape;

    internal Tract(SkyMapSettings settings, int id, TractShape shape)
    {
        Settings = settings;
        Id = id;
        this.shape = shape;
        plan = TractPlan.Make(settings, shape, id);
        Wcs = TractProjection.Make(settings, shape.Reference, plan.Reference.X, plan.Reference.Y);
    }

    /// <summary>What defines the sky map.</summary>
    public SkyMapSettings Settings { get; }

    /// <summary>Its number: the value of the <c>tract</c> dimension.</summary>
    public int Id { get; }

    /// <summary>The centre of its inner region, ICRS.</summary>
    public SkyPosition Centre => shape.Centre;

    /// <summary>Its pixels, which begin at (0, 0).</summary>
    public Box2I Box => Box2I.FromSize(0, 0, plan.Size.Width, plan.Size.Height);

    /// <summary>Numbers of patches in x and y.</summary>
    public Extent2I PatchCount => plan.PatchCount;

    /// <summary>Where its pixels lie on the sky, ICRS.</summary>
    public SkyWcs Wcs { get; }

    /// <summary>The vertices of its inner region; of a square tract those of its box.</summary>
    public IReadOnlyList<SkyPosition> Vertices => shape.HalfSide is null
        ? shape.Vertices
        : Corners(-0.5 + VertexInset, -0.5 + VertexInset, plan.Size.Width - 0.5 - VertexInset, plan.Size.Height - 0.5 - VertexInset);

    /// <summary>The polygon of its inner region's vertices.</summary>
    /// <exception cref="SkyMapException">They are no vertices of a convex polygon.</exception>
    public ConvexPolygon InnerRegion => Polygon(Vertices, "inner region");

    /// <summary>The polygon of its box's corners, as a repository records it.</summary>
    /// <exception cref="SkyMapException">They are no vertices of a convex polygon.</exception>
    public ConvexPolygon Region => RegionOf(Box);

    /// <summary>All patches in order of their numbers.</summary>
    public IEnumerable<Patch> Patches => Enumerable.Range(0, PatchCount.Width * PatchCount.Height).Select(id => this[id]);

    /// <summary>A patch by its number.</summary>
    /// <exception cref="SkyMapException">There is none.</exception>
    public Patch this[int patch] => patch >= 0 && patch < PatchCount.Width * PatchCount.Height
        ? this[patch % PatchCount.Width, patch / PatchCount.Width]
        : throw new SkyMapException($"Tract {Id} has no patch {patch}; its patches are 0 to {(PatchCount.Width * PatchCount.Height) - 1}.");

    /// <summary>A patch by its column and row.</summary>
    /// <exception cref="SkyMapException">There is none.</exception>
    public Patch this[int column, int row] => column >= 0 && column < PatchCount.Width && row >= 0 && row < PatchCount.Height
        ? PatchGrid.Make(Settings, plan, column, row)
        : throw new SkyMapException($"Tract {Id} has no patch ({column}, {row}); its columns are 0 to {PatchCount.Width - 1}, its rows 0 to {PatchCount.Height - 1}.");

    /// <summary>The polygon of a patch's corners, with its border, as a repository records it.</summary>
    /// <exception cref="SkyMapException">They are no vertices of a convex polygon.</exception>
    public ConvexPolygon RegionOf(Patch patch) => RegionOf(patch.Outer);

    /// <summary>The polygons of patches, worked out together.</summary>
    /// <exception cref="SkyMapException">The corners of one are no vertices of a convex polygon.</exception>
    public IReadOnlyList<ConvexPolygon> RegionsOf(IReadOnlyList<Patch> patches)
    {
        var corners = Corners([.. patches.Select(patch => patch.Outer)]);
        return [.. patches.Select((patch, i) => Polygon(corners.AsSpan(4 * i, 4).ToArray(), $"patch {patch.Id}"))];
    }

    /// <summary>The cells of a patch, with those of its border, in order of their numbers.</summary>
    /// <exception cref="SkyMapException">Patches of this sky map have no cells.</exception>
    public IEnumerable<PatchCell> CellsOf(Patch patch)
    {
        if (Settings.Builder != TractBuilder.Cells)
            throw new SkyMapException($"The patches of tract {Id} have no cells: its builder is 'legacy', and 'cells' has them.");
        var side = Settings.CellsPerPatch + (2 * Settings.CellsInPatchBorder);
        return Enumerable.Range(0, side * side).Select(id =>
        {
            var inner = Box2I.FromSize(
                patch.Inner.MinX + (((id % side) - Settings.CellsInPatchBorder) * Settings.CellInner.Width),
                patch.Inner.MinY + (((id / side) - Settings.CellsInPatchBorder) * Settings.CellInner.Height),
                Settings.CellInner.Width,
                Settings.CellInner.Height);
            return new PatchCell(id, id % side, id / side, inner, PatchGrid.Grow(inner, Settings.CellBorder));
        });
    }

    /// <summary>Whether a direction lies on one of its pixels.</summary>
    public bool Contains(SkyPosition position) => PixelOf(position) is { } pixel && Box.Contains(pixel.X, pixel.Y);

    /// <summary>The patch whose inner part has a direction; null for one outside of the tract.</summary>
    public Patch? FindPatch(SkyPosition position)
    {
        if (PixelOf(position) is not { } pixel || !Box.Contains(pixel.X, pixel.Y))
            return null;
        var inner = PatchGrid.InnerSize(Settings);
        return this[pixel.X / inner.Width, pixel.Y / inner.Height];
    }

    /// <summary>The patches that a box around directions touches, column by column; directions that the projection doesn't have are passed over.</summary>
    public IReadOnlyList<Patch> FindPatches(IReadOnlyList<SkyPosition> positions)
    {
        var (x, y) = (new double[positions.Count], new double[positions.Count]);
        Wcs.SkyToPixel([.. positions.Select(p => p.Longitude)], [.. positions.Select(p => p.Latitude)], x, y);
        var seen = Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i])).ToList();
        if (seen.Count == 0)
            return [];
        var box = new Box2I(Low(seen.Min(i => x[i])), Low(seen.Min(i => y[i])), High(seen.Max(i => x[i])), High(seen.Max(i => y[i])));
        var touched = PatchGrid.Grow(box, PatchGrid.Border(Settings)).Intersect(Box);
        if (touched.IsEmpty)
            return [];
        var inner = PatchGrid.InnerSize(Settings);
        return
        [
            .. from column in Enumerable.Range(touched.MinX / inner.Width, (touched.MaxX / inner.Width) - (touched.MinX / inner.Width) + 1)
               from row in Enumerable.Range(touched.MinY / inner.Height, (touched.MaxY / inner.Height) - (touched.MinY / inner.Height) + 1)
               select this[column, row],
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => Wcs.Dispose();

    private static int Low(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), int.MinValue / 2, int.MaxValue / 2);

    private static int High(double value) => (int)Math.Clamp(Math.Ceiling(value - 0.5), int.MinValue / 2, int.MaxValue / 2);

    private Point2I? PixelOf(SkyPosition position)
    {
        var (x, y) = Wcs.SkyToPixel(position);
        return double.IsFinite(x) && double.IsFinite(y) ? new(Low(x), Low(y)) : null;
    }

    private ConvexPolygon RegionOf(Box2I box) => Polygon(Corners([box]), "box");

    private SkyPosition[] Corners(IReadOnlyList<Box2I> boxes) =>
        ToSky([.. boxes.SelectMany(b => Around(b.MinX - 0.5, b.MinY - 0.5, b.MaxX + 0.5, b.MaxY + 0.5))]);

    private SkyPosition[] Corners(double left, double low, double right, double high) => ToSky([.. Around(left, low, right, high)]);

    private static (double X, double Y)[] Around(double left, double low, double right, double high) => [(left, low), (right, low), (right, high), (left, high)];

    private SkyPosition[] ToSky((double X, double Y)[] pixels)
    {
        var (longitude, latitude) = (new double[pixels.Length], new double[pixels.Length]);
        Wcs.PixelToSky([.. pixels.Select(p => p.X)], [.. pixels.Select(p => p.Y)], longitude, latitude);
        return [.. longitude.Zip(latitude, (l, b) => new SkyPosition(l, b))];
    }

    private ConvexPolygon Polygon(IReadOnlyList<SkyPosition> corners, string part)
    {
        try
        {
            return new ConvexPolygon(corners.Select(corner => LonLat.FromDegrees(corner.Longitude, corner.Latitude).ToVector()));
        }
        catch (GeometryException e)
        {
            throw new SkyMapException($"The {part} of tract {Id} is no convex polygon on the sky ({e.Message}); choose smaller tracts.", e);
        }
    }
}

using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps;

namespace SkyButler.Instruments.Tests.SkyMaps;

public sealed class SkyMapKindTests
{
    public static TheoryData<SkyMapKind, TractBuilder> All => new(
        from kind in Enum.GetValues<SkyMapKind>()
        from builder in Enum.GetValues<TractBuilder>()
        select (kind, builder));

    [Theory, MemberData(nameof(All))]
    public void Every_centre_belongs_to_its_tract_and_lies_on_it(SkyMapKind kind, TractBuilder builder)
    {
        var map = Small(kind, builder);
        for (var number = 0; number < map.Count; number++)
        {
            using var tract = map[number];
            map.FindTract(tract.Centre).ShouldBe(number);
            tract.Contains(tract.Centre).ShouldBeTrue();
            tract.InnerRegion.Contains(Vector(tract.Centre)).ShouldBeTrue();
            tract.Region.Contains(Vector(tract.Centre)).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Patches_are_numbered_row_by_row_and_tile_the_tract(SkyMapKind kind, TractBuilder builder)
    {
        using var tract = Small(kind, builder)[1];
        tract.Patches.Select(patch => patch.Id).ShouldBe(Enumerable.Range(0, tract.PatchCount.Width * tract.PatchCount.Height));
        tract.Patches.Select(patch => (patch.Row, patch.Column)).ShouldBeInOrder();
        tract.Patches.Sum(patch => patch.Inner.Area).ShouldBe(tract.Box.Area);
        tract.Patches.ShouldAllBe(patch => tract.Box.Contains(patch.Inner) && patch.Outer.Contains(patch.Inner));
        Should.Throw<SkyMapException>(() => tract[tract.PatchCount.Width, 0]).Message.ShouldContain("has no patch");
        Should.Throw<SkyMapException>(() => tract[-1]);
    }

    [Theory, MemberData(nameof(All))]
    public void A_direction_is_on_the_patch_that_is_found(SkyMapKind kind, TractBuilder builder)
    {
        var map = Small(kind, builder);
        using var tract = map[0];
        foreach (var patch in tract.Patches)
        {
            var place = tract.Wcs.PixelToSky((patch.Inner.MinX + patch.Inner.MaxX) / 2.0, (patch.Inner.MinY + patch.Inner.MaxY) / 2.0);
            tract.FindPatch(place).ShouldBe(patch);
            tract.FindPatches([place]).ShouldContain(patch);
            map.FindTractPatches([place]).ShouldContain(found => found.Tract == 0 && found.Patches.Contains(patch));
        }
    }

    [Fact]
    public void Legacy_patches_end_at_the_tracts_edge_and_patches_of_cells_go_on()
    {
        using var legacy = Small(SkyMapKind.Rings, TractBuilder.Legacy)[5];
        using var cells = Small(SkyMapKind.Rings, TractBuilder.Cells)[5];
        legacy[0].Outer.MinX.ShouldBe(0);
        legacy.Patches.ShouldAllBe(patch => legacy.Box.Contains(patch.Outer));
        cells[0].Outer.MinX.ShouldBe(-200);
        cells.Patches.Select(patch => (patch.Outer.Width, patch.Outer.Height)).Distinct().ShouldBe([(3400, 3400)]);
        cells[0].Inner.Width.ShouldBe(3000);
    }

    [Fact]
    public void Cells_lie_in_rows_from_the_patchs_border()
    {
        using var tract = Small(SkyMapKind.Rings, TractBuilder.Cells)[5];
        var cells = tract.CellsOf(tract[1, 1]).ToList();
        cells.Count.ShouldBe(22 * 22);
        (cells[0].Inner.MinX, cells[0].Inner.MaxX, cells[0].Outer.MinX, cells[0].Outer.Width).ShouldBe((2850, 2999, 2800, 250));
        (cells[23].Column, cells[23].Row, cells[23].Inner.MinX).ShouldBe((1, 1, 3000));
        cells[^1].Outer.MaxX.ShouldBe(tract[1, 1].Outer.MaxX);
        using var legacy = Small(SkyMapKind.Rings, TractBuilder.Legacy)[5];
        Should.Throw<SkyMapException>(() => legacy.CellsOf(legacy[0])).Message.ShouldContain("'cells'");
    }

    [Fact]
    public void The_ring_where_the_numbers_begin_again_is_whole()
    {
        var map = SkyMapVectors.Hsc;
        map.Count.ShouldBe(18938);
        var declination = map.CentreOf(9712).Latitude;
        const double tenSeconds = 10.0 / 3600;
        // The tract at right ascension 0 of the ring that follows the equator's.
        map.CentreOf(9712).Longitude.ShouldBe(0);
        Enumerable.Range(1, map.Count - 2).Count(number => Math.Abs(map.CentreOf(number).Latitude - map.CentreOf(9711).Latitude) < 1e-9).ShouldBe(243);
        map.FindTract(new(tenSeconds, declination)).ShouldBe(9712);
        map.FindTract(new(360 - tenSeconds, declination)).ShouldBe(9712);
        map.FindTract(new(0, 90)).ShouldBe(18937);
        map.FindTract(new(123, -90)).ShouldBe(0);
    }

    [Fact]
    public void Rings_that_begin_elsewhere_are_turned()
    {
        var map = new SkyMap(SkyMapVectors.Settings(SkyMapVectors.HscRings) with { RingStart = 10, RingCount = 5 });
        map.CentreOf(1).Longitude.ShouldBe(10, 1e-12);
        map.FindTract(map.CentreOf(1)).ShouldBe(1);
    }

    [Fact]
    public void The_old_numbering_of_rings_has_the_first_tract_twice()
    {
        var map = new SkyMap(SkyMapSettings.Default(SkyMapKind.Rings) with { RingCount = 3, Version = 0 });
        var right = new SkyMap(SkyMapSettings.Default(SkyMapKind.Rings) with { RingCount = 3 });
        var firstRing = Enumerable.Range(1, right.Count - 2).Count(number => right.CentreOf(number).Latitude < -1);
        map.CentreOf(1).ShouldBe(map.CentreOf(1 + firstRing));
        map.FindTract(right.CentreOf(1 + firstRing)).ShouldNotBe(1 + firstRing);
        map.CentreOf(map.FindTract(right.CentreOf(1 + firstRing))).SeparationFrom(right.CentreOf(1 + firstRing)).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Hashes_change_with_every_setting()
    {
        var first = SkyMapSettings.Default(SkyMapKind.Rings) with { RingCount = 3 };
        SkyMapSettings[] others =
        [
            first with { RingCount = 4 }, first with { RingStart = 1 }, first with { Projection = "TAN" }, first with { PixelScale = 0.2 },
            first with { Rotation = 1 }, first with { TractOverlap = 2 }, first with { PatchBorder = 1 }, first with { Builder = TractBuilder.Cells },
            first with { PatchInner = new(4000, 3000) },
        ];
        others.Append(first).Select(settings => Convert.ToHexString(new SkyMap(settings).Hash())).Distinct().Count().ShouldBe(others.Length + 1);
    }

    [Fact]
    public void Faces_of_a_dodecahedron_lie_from_north_to_south()
    {
        var map = new SkyMap(SkyMapSettings.Default(SkyMapKind.Dodeca) with { HasTractsOnPoles = true, PixelScale = 10 });
        map.CentreOf(0).Latitude.ShouldBe(90);
        map.CentreOf(11).Latitude.ShouldBe(-90);
        // Neighbouring faces of a dodecahedron are so far apart, in degrees.
        const double neighbours = 63.43494882292201;
        map.CentreOf(0).SeparationFrom(map.CentreOf(3)).ShouldBe(neighbours, 1e-9);
        using var tract = map[0];
        tract.Vertices.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("config.skyMap = 'ring'", "skymap.py:1", "rings")]
    [InlineData("\nconfig.skyMap['rings'].numRing = 3", "skymap.py:2", "numRings")]
    [InlineData("config.skyMap['rings'].numRings = 'x'", "skymap.py:1", "an integer")]
    [InlineData("config.skymap = 'rings'", "skymap.py:1", "skyMap")]
    [InlineData("config.skyMap['discrete'].numRings = 3", "skymap.py:1", "discrete")]
    public void What_is_wrong_in_a_configuration_is_named_with_its_line(string text, string where, string words)
    {
        var message = Should.Throw<SkyMapException>(() => new SkyMapConfig().ApplyFile(text, "skymap.py")).Message;
        message.ShouldStartWith(where);
        message.ShouldContain(words);
    }

    [Fact]
    public void Overrides_may_name_the_active_kind_and_old_fields()
    {
        var config = new SkyMapConfig();
        foreach (var text in new[] { "name=mine", "skyMap=rings", "skyMap.active.numRings=5", "skyMap['rings'].patchBorder=7", "skyMap.rings.tractBuilder=cells", "skyMap.rings.tractBuilder[\"cells\"].cellBorder=3" })
            config.ApplyOverride(text);
        (config.Name, config.Kind).ShouldBe(("mine", SkyMapKind.Rings));
        (config.Settings.RingCount, config.Settings.PatchBorder, config.Settings.Builder, config.Settings.CellBorder).ShouldBe((5, 7, TractBuilder.Cells, 3));
    }

    [Fact]
    public void Tracts_beyond_the_projections_half_of_the_sky_are_refused() =>
        Should.Throw<SkyMapException>(() => new SkyMap(SkyMapSettings.Default(SkyMapKind.Rings) with { RingCount = 1, Projection = "TAN", TractOverlap = 60, PixelScale = 100 })[0].Dispose())
            .Message.ShouldContain("projection TAN");

    private static SkyMap Small(SkyMapKind kind, TractBuilder builder)
    {
        var settings = SkyMapSettings.Default(kind) with { Builder = builder, PixelScale = 20, PatchBorder = 50, RingCount = 3, TractCount = 6, TractOverlap = 0.5 };
        return new(kind switch
        {
            SkyMapKind.Discrete => settings with { PixelScale = 0.5, RightAscensions = [0.1, 359.9, 30], Declinations = [0, 45, -80], Radii = [1, 0.5, 0.7] },
            SkyMapKind.Healpix => settings with { HealpixLevel = 1, Projection = "TAN" },
            _ => settings,
        });
    }

    private static Geometry.UnitVector3 Vector(SkyPosition position) => Geometry.LonLat.FromDegrees(position.Longitude, position.Latitude).ToVector();
}

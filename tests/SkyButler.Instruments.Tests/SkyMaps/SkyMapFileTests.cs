using SkyButler.Datastores.Formatters.Pickles;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;

namespace SkyButler.Instruments.Tests.SkyMaps;

public sealed class SkyMapFileTests
{
    [Fact]
    public void A_stored_sky_map_comes_back_with_its_hash()
    {
        SkyMapSettings[] all =
        [
            SkyMapVectors.Hsc.Settings, SkyMapVectors.Settings(SkyMapVectors.CiHsc), SkyMapSettings.Default(SkyMapKind.Dodeca),
            SkyMapSettings.Default(SkyMapKind.Equat) with { DeclinationRange = (-2, 3) },
            SkyMapSettings.Default(SkyMapKind.Healpix) with { HealpixLevel = 2, IsNested = true, Builder = TractBuilder.Cells },
            SkyMapSettings.Default(SkyMapKind.Rings) with { RingCount = 3, Version = 0 },
        ];
        foreach (var settings in all)
        {
            var back = SkyMapFile.FromStored(SkyMapFile.ToStored(new SkyMap(settings)));
            back.Hash().ShouldBe(new SkyMap(settings).Hash());
            back.Settings.Version.ShouldBe(settings.Version);
        }
    }

    [Fact]
    public void Configurations_of_before_there_were_builders_are_understood()
    {
        var map = SkyMapFile.FromStored(new StoredSkyMap(
            "lsst.skymap.ringsSkyMap.RingsSkyMap", "lsst.skymap.ringsSkyMap.RingsSkyMapConfig",
            "import lsst.skymap.ringsSkyMap\nassert type(config)==lsst.skymap.ringsSkyMap.RingsSkyMapConfig, 'other'\nconfig.patchInnerDimensions=[4000, 4000]\n"
                + "config.patchBorder=100\nconfig.tractOverlap=0.016666666666666666\nconfig.pixelScale=0.168\nconfig.projection='TAN'\nconfig.rotation=0.0\nconfig.numRings=120\nconfig.raStart=0.0\n", 1));
        map.Hash().ShouldBe(SkyMapVectors.Hsc.Hash());
    }

    [Fact]
    public void Classes_that_are_not_known_are_named() =>
        Should.Throw<SkyMapException>(() => SkyMapFile.FromStored(new StoredSkyMap("my.own.SkyMap", "my.own.Config", "", 1))).Message.ShouldContain("my.own.SkyMap");
}

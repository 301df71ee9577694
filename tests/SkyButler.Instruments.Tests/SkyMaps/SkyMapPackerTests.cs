using SkyButler.Instruments.SkyMaps;

namespace SkyButler.Instruments.Tests.SkyMaps;

public sealed class SkyMapPackerTests
{
    [Fact]
    public void Tract_patch_and_band_come_back()
    {
        var packer = new SkyMapPacker(18938, 81, SkyMapPacker.UsualBands);
        // patch + patches * tract + patches * tracts * band, where r is the fourth of the bands, counted from 0 with none.
        packer.Pack(9615, 14, "r").ShouldBe(14 + (81L * 9615) + (81L * 18938 * 3));
        packer.Unpack(packer.Pack(9615, 14, "r")).ShouldBe((9615, 14, "r"));
        packer.Unpack(packer.Pack(9615, 14)).ShouldBe((9615, 14, null));
        packer.Bits.ShouldBe(26);
    }

    [Fact]
    public void Without_bands_any_band_is_left_out()
    {
        var packer = new SkyMapPacker(10, 4, []);
        packer.Pack(9, 3, "r").ShouldBe(39);
        packer.Unpack(39).ShouldBe((9, 3, null));
        packer.Bits.ShouldBe(6);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var packer = new SkyMapPacker(10, 4, ["g"]);
        Should.Throw<SkyMapException>(() => packer.Pack(10, 0, "g"));
        Should.Throw<SkyMapException>(() => packer.Pack(0, 4, "g"));
        Should.Throw<SkyMapException>(() => packer.Pack(0, 0, "x")).Message.ShouldContain("'x'");
        Should.Throw<SkyMapException>(() => packer.Unpack(40));
    }
}

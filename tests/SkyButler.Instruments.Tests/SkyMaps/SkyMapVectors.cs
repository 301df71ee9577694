namespace SkyButler.Instruments.Tests.SkyMaps;

/// <summary>Sky maps that surveys have registered, and the regions that their repositories hold.</summary>
internal static class SkyMapVectors
{
    /// <summary>The sky map of HSC's surveys.</summary>
    public const string HscRings =
        """
        # as its survey registered it
        config.name = "hsc_rings_v1"
        config.skyMap = "rings"
        config.skyMap["rings"].numRings = 120
        config.skyMap["rings"].projection = "TAN"
        config.skyMap["rings"].pixelScale = 0.168
        """;

    public const string HscTract9615 =
        "70cfa95156d710eabf1f176fc00990e2bfa9d5478c457b5bbfc902fc7aae82e9bfde6fb7609751e3bf39a6c891457b5bbf1466693c2b80e9bf9e286deebe4fe3bf0a8a61be754c9c3f3616a317540eeabfd2f04b4e318ee2bfc3d4b6b8754c9c3f";

    public const string HscTract9813 =
        "706d49172fb089ebbf7a416963e047e03f04da8d4822dd983f748955c6dc00ecbfd7f213e3c3eede3f6f79884d22dd983f55833497bef8ebbf15b3fe207ce5de3fae43c0300f6eab3fd5c00f009281ebbf37cf35823c43e03f9417422b0f6eab3f";

    public const string HscTract9615Patch14 =
        "7013c53e857be2e9bfa64c2ee879d0e2bfd0b07c20ce8c583f5de995f6f7d1e9bff202744a1de7e2bf9066ce0ee08c583f3b6ef779e5d1e9bff66300940fe7e2bf182e2051dd25743fdb74b22c69e2e9bf7d930d006cd0e2bf041cb299ce25743f";

    public const string HscTract9813Patch72 =
        "70cc2b4a68b7ecebbf32d931ecb816df3fffe573df5ab9a93f6d2ac3c7faf9ebbf39dad585e2e6de3fa88934c311b9a93f55833497bef8ebbf15b3fe207ce5de3fae43c0300f6eab3f3e8709597bebebbf77d66efa5115df3f05874a255d6eab3f";

    /// <summary>The sky map of one pointing whose tract <c>golden/ci_hsc</c> holds.</summary>
    public const string CiHsc =
        """
        config.name = "discrete/ci_hsc"
        config.skyMap = "discrete"
        config.skyMap["discrete"].projection = "TAN"
        config.skyMap["discrete"].raList = [320.36749197602893]
        config.skyMap["discrete"].decList = [0.3131554006070023]
        config.skyMap["discrete"].radiusList = [1.4388796242707318]
        config.skyMap["discrete"].rotation = 0.0
        config.skyMap["discrete"].patchBorder = 100
        config.skyMap["discrete"].tractOverlap = 0.0
        config.skyMap["discrete"].pixelScale = 0.168
        config.skyMap["discrete"].patchInnerDimensions = [4000, 4000]
        """;

    /// <summary>The sky map of HSC's surveys, ready for use: its overlap is no literal of the language.</summary>
    public static Instruments.SkyMaps.SkyMap Hsc => new(Settings(HscRings) with { TractOverlap = 1.0 / 60 });

    public static Instruments.SkyMaps.SkyMapSettings Settings(string config)
    {
        var read = new Instruments.SkyMaps.SkyMapConfig();
        read.ApplyFile(config, "skymap.py");
        return read.Settings;
    }
}

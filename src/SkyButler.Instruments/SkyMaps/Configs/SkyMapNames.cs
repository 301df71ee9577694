namespace SkyButler.Instruments.SkyMaps.Configs;

/// <summary>The original's names of kinds of sky maps and builders of tracts.</summary>
internal static class SkyMapNames
{
    public static IReadOnlyList<string> Kinds { get; } = [.. Enum.GetValues<SkyMapKind>().Select(Of)];

    public static string Of(SkyMapKind kind) => kind switch
    {
        SkyMapKind.Dodeca => "dodeca",
        SkyMapKind.Equat => "equat",
        SkyMapKind.Discrete => "discrete",
        SkyMapKind.Rings => "rings",
        _ => "healpix",
    };

    public static string Of(TractBuilder builder) => builder == TractBuilder.Legacy ? "legacy" : "cells";

    /// <summary>The original's class.</summary>
    public static string ClassOf(SkyMapKind kind) => kind switch
    {
        SkyMapKind.Dodeca => "DodecaSkyMap",
        SkyMapKind.Equat => "EquatSkyMap",
        SkyMapKind.Discrete => "DiscreteSkyMap",
        SkyMapKind.Rings => "RingsSkyMap",
        _ => "HealpixSkyMap",
    };

    public static SkyMapKind? Kind(string name) =>
        Kinds.Select((known, i) => (known, i)).Where(k => k.known == name).Select(k => (SkyMapKind?)k.i).FirstOrDefault();

    public static TractBuilder Builder(object? value) => value switch
    {
        "legacy" => TractBuilder.Legacy,
        "cells" => TractBuilder.Cells,
        _ => throw new FormatException("'legacy' or 'cells'"),
    };
}

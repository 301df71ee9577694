using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps.Configs;

/// <summary>All fields of sky maps' configurations.</summary>
internal static class SkyMapFields
{
    public const string BuilderName = "tractBuilder.name";

    public static IReadOnlyList<SkyMapField> All { get; } =
    [
        new("tractBuilder['legacy'].patchInnerDimensions", null, s => List(s.PatchInner), (s, v) => s with { PatchInner = FieldReading.Extent(v) }),
        new("tractBuilder['legacy'].patchBorder", null, s => (long)s.PatchBorder, (s, v) => s with { PatchBorder = FieldReading.Integer(v, 0) }),
        new("tractBuilder['cells'].cellInnerDimensions", null, s => List(s.CellInner), (s, v) => s with { CellInner = FieldReading.Extent(v) }),
        new("tractBuilder['cells'].cellBorder", null, s => (long)s.CellBorder, (s, v) => s with { CellBorder = FieldReading.Integer(v, 0) }),
        new("tractBuilder['cells'].numCellsPerPatchInner", null, s => (long)s.CellsPerPatch, (s, v) => s with { CellsPerPatch = FieldReading.Integer(v, 1) }),
        new("tractBuilder['cells'].numCellsInPatchBorder", null, s => (long)s.CellsInPatchBorder, (s, v) => s with { CellsInPatchBorder = FieldReading.Integer(v, 0) }),
        new(BuilderName, null, s => SkyMapNames.Of(s.Builder), (s, v) => s with { Builder = SkyMapNames.Builder(v) }),
        new("tractOverlap", null, s => s.TractOverlap, (s, v) => s with { TractOverlap = FieldReading.NotNegative(v) }),
        new("pixelScale", null, s => s.PixelScale, (s, v) => s with { PixelScale = FieldReading.Positive(v) }),
        new("projection", null, s => s.Projection, (s, v) => s with { Projection = FieldReading.Projection(v) }),
        new("rotation", null, s => s.Rotation, (s, v) => s with { Rotation = FieldReading.Number(v) }),
        new("numRings", SkyMapKind.Rings, s => (long)s.RingCount, (s, v) => s with { RingCount = FieldReading.Integer(v, 1, MostRings) }),
        new("raStart", SkyMapKind.Rings, s => s.RingStart, (s, v) => s with { RingStart = RightAscension(v) }),
        new("raList", SkyMapKind.Discrete, s => s.RightAscensions, (s, v) => s with { RightAscensions = FieldReading.Numbers(v) }),
        new("decList", SkyMapKind.Discrete, s => s.Declinations, (s, v) => s with { Declinations = FieldReading.Numbers(v) }),
        new("radiusList", SkyMapKind.Discrete, s => s.Radii, (s, v) => s with { Radii = FieldReading.Numbers(v) }),
        new("numTracts", SkyMapKind.Equat, s => (long)s.TractCount, (s, v) => s with { TractCount = FieldReading.Integer(v, 1, MostRings) }),
        new("decRange", SkyMapKind.Equat, s => new List<double> { s.DeclinationRange.South, s.DeclinationRange.North }, (s, v) => s with { DeclinationRange = FieldReading.Pair(v) }),
        new("log2NSide", SkyMapKind.Healpix, s => (long)s.HealpixLevel, (s, v) => s with { HealpixLevel = FieldReading.Integer(v, 0, FinestHealpix) }),
        new("nest", SkyMapKind.Healpix, s => s.IsNested, (s, v) => s with { IsNested = FieldReading.Truth(v) }),
        new("withTractsOnPoles", SkyMapKind.Dodeca, s => s.HasTractsOnPoles, (s, v) => s with { HasTractsOnPoles = FieldReading.Truth(v) }),
    ];

    private const int MostRings = 10_000;
    private const int FinestHealpix = 12;

    /// <summary>Other names of fields: shorter ones, and those of before there were kinds of tract builders.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["tractBuilder"] = BuilderName,
        ["patchInnerDimensions"] = "tractBuilder['legacy'].patchInnerDimensions",
        ["patchBorder"] = "tractBuilder['legacy'].patchBorder",
    };

    /// <summary>The fields of one kind of sky map.</summary>
    public static IEnumerable<SkyMapField> Of(SkyMapKind kind) => All.Where(field => field.Kind is null || field.Kind == kind);

    /// <summary>The settings with one field changed.</summary>
    /// <exception cref="SkyMapException">There is no such field, or the value is none for it.</exception>
    public static SkyMapSettings Apply(SkyMapSettings settings, string name, object? value, string where)
    {
        var written = name.Replace('"', '\'');
        if (written.StartsWith("tractBuilder.active.", StringComparison.Ordinal))
            written = $"tractBuilder['{SkyMapNames.Of(settings.Builder)}'].{written["tractBuilder.active.".Length..]}";
        var full = Aliases.GetValueOrDefault(written, written);
        var field = Of(settings.Kind).FirstOrDefault(f => f.Name == full)
            ?? throw new SkyMapException(
                $"{where}: A sky map of kind '{SkyMapNames.Of(settings.Kind)}' has no field '{name}'; it has {string.Join(", ", Of(settings.Kind).Select(f => f.Name))}."
                + Suggestions.For(written, Of(settings.Kind).Select(f => f.Name)));
        try
        {
            return field.Set(settings, value);
        }
        catch (FormatException e)
        {
            throw new SkyMapException($"{where}: '{name}' takes {e.Message}, not {SkyButler.Configuration.Overrides.PythonText.Repr(value)}.", e);
        }
    }

    private static List<long> List(Extent2I extent) => [extent.Width, extent.Height];

    private static double RightAscension(object? value) =>
        FieldReading.Number(value) is var degrees and >= 0 and < 360 ? degrees : throw new FormatException("a number from 0 up to 360");
}

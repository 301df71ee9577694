using System.Collections;
using System.Globalization;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>How images are compressed, as the configuration's recipes say.</summary>
internal static class WriteRecipe
{
    private const string Parameter = "recipe";
    private const string Usual = "default";
    private const int Seeds = 10_000;
    private const float UsualLevel = 16;

    // Older recipes call some of them otherwise.
    private static readonly Dictionary<string, FitsCompressionAlgorithm?> Algorithms = new(StringComparer.Ordinal)
    {
        ["NONE"] = null,
        ["GZIP_1"] = FitsCompressionAlgorithm.Gzip1,
        ["GZIP"] = FitsCompressionAlgorithm.Gzip1,
        ["GZIP_2"] = FitsCompressionAlgorithm.Gzip2,
        ["GZIP_SHUFFLE"] = FitsCompressionAlgorithm.Gzip2,
        ["RICE_1"] = FitsCompressionAlgorithm.Rice1,
        ["RICE"] = FitsCompressionAlgorithm.Rice1,
        ["PLIO_1"] = FitsCompressionAlgorithm.Plio1,
        ["PLIO"] = FitsCompressionAlgorithm.Plio1,
        ["HCOMPRESS_1"] = FitsCompressionAlgorithm.Hcompress1,
    };

    private static readonly Dictionary<string, FitsDither> Dithers = new(StringComparer.Ordinal)
    {
        ["NO_DITHER"] = FitsDither.None,
        ["SUBTRACTIVE_DITHER_1"] = FitsDither.Subtract,
        ["SUBTRACTIVE_DITHER_2"] = FitsDither.KeepZeros,
    };

    private static readonly string[] Scalings = ["STDEV_MASKED", "STDEV_CFITSIO", "MANUAL"];

    /// <summary>The compression of the recipe that the write parameters name.</summary>
    /// <exception cref="DatastoreException">There is no such recipe, or it asks for what is not known.</exception>
    public static ExposureCompression Compression(FormatterTarget target)
    {
        var name = target.Parameters.GetValueOrDefault(Parameter) as string ?? Usual;
        if (!target.Recipes.TryGetValue(name, out var recipe))
        {
            return name == Usual
                ? ExposureCompression.Lossless
                : throw new DatastoreException(
                    $"There is no write recipe '{name}' for the dataset type '{target.Dataset.DatasetType.Name}'.{Suggestions.For(name, target.Recipes.Keys)}");
        }

        var planes = recipe as IDictionary;
        if (planes is null && recipe is not null)
            throw new DatastoreException($"The write recipe '{name}' must be a mapping of image, mask and variance, but it is '{recipe}'.");
        return new()
        {
            Image = Plane(name, "image", planes, target),
            Mask = Plane(name, "mask", planes, target) is { } mask ? mask with { QuantizeLevel = null, QuantizeStep = null } : null,
            Variance = Plane(name, "variance", planes, target),
            NoiseWithout = NoiseWithout(name, planes),
        };
    }

    private static FitsCompression? Plane(string recipe, string plane, IDictionary? planes, FormatterTarget target)
    {
        var where = $"The write recipe '{recipe}' ({plane})";
        if (planes?[plane] is not { } given)
            return null;
        if (given is not IDictionary options)
            throw new DatastoreException($"{where} must be a mapping, but it is '{given}'; write {plane}: {{algorithm: {given}}}.");
        if (Choice(where, "algorithm", options["algorithm"] ?? "NONE", Algorithms) is not { } algorithm)
            return null;
        var compression = new FitsCompression
        {
            Algorithm = algorithm,
            TileWidth = Whole(where, "tile_width", options["tile_width"] ?? options["columns"], 0, int.MaxValue),
            TileHeight = Whole(where, "tile_height", options["tile_height"] ?? options["rows"], 0, int.MaxValue),
        };
        return options["quantization"] switch
        {
            null => compression,
            IDictionary quantization => Quantized(where, compression, quantization, target),
            var other => throw new DatastoreException($"{where} has the quantization '{other}', which must be a mapping, such as {{scaling: STDEV_MASKED, level: 16}}."),
        };
    }

    private static FitsCompression Quantized(string where, FitsCompression compression, IDictionary options, FormatterTarget target)
    {
        var scaling = options["scaling"] as string ?? "STDEV_MASKED";
        if (!Scalings.Contains(scaling, StringComparer.Ordinal))
            throw new DatastoreException($"{where} asks for the scaling '{scaling}', which is not known here; choose {string.Join(", ", Scalings)}.{Suggestions.For(scaling, Scalings)}");
        var level = options["level"] is { } given ? (float)Number(given) : UsualLevel;
        if (!(level > 0) || !float.IsFinite(level))
            throw new DatastoreException(string.Create(CultureInfo.InvariantCulture, $"{where} has the quantization level '{options["level"]}'; it must be a number above 0."));
        var seed = Whole(where, "seed", options["seed"], 0, Seeds);
        return compression with
        {
            QuantizeLevel = level,
            QuantizeStep = scaling == "MANUAL" ? level : null,
            Dither = Choice(where, "dither", options["dither"] ?? "SUBTRACTIVE_DITHER_2", Dithers),
            DitherSeed = seed > 0 ? seed : SeedOf(target),
        };
    }

    // Images that were dithered alike would share noise; a dataset that is written again has the same.
    private static int SeedOf(FormatterTarget target)
    {
        var bytes = target.Dataset.Id.ToByteArray();
        return 1 + (int)(BitConverter.ToUInt32(bytes, 12) % Seeds);
    }

    private static IReadOnlyList<string>? NoiseWithout(string recipe, IDictionary? planes)
    {
        if ((planes?["image"] as IDictionary)?["quantization"] is not IDictionary quantization || quantization["scaling"] is not (null or "STDEV_MASKED"))
            return null;
        return quantization["mask_planes"] switch
        {
            null => [],
            IEnumerable<object?> names when names.All(name => name is string) => [.. names.Cast<string>()],
            _ => throw new DatastoreException($"The write recipe '{recipe}' (image) has mask_planes that are no list of names; write them as [NO_DATA, SAT]."),
        };
    }

    private static T Choice<T>(string where, string option, object given, Dictionary<string, T> known) =>
        given is string name && known.TryGetValue(name, out var value)
            ? value
            : throw new DatastoreException($"{where} asks for the {option} '{given}', which is not known here.{Suggestions.For(given.ToString()!, known.Keys)}");

    private static int Whole(string where, string option, object? given, int least, int most) => given switch
    {
        null => 0,
        _ when Number(given) is var value && value >= least && value <= most && value == Math.Floor(value) => (int)value,
        _ => throw new DatastoreException(string.Create(CultureInfo.InvariantCulture, $"{where} has {option} '{given}'; it must be a whole number from {least} to {most}.")),
    };

    private static double Number(object given) => given switch
    {
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        _ => double.NaN,
    };
}

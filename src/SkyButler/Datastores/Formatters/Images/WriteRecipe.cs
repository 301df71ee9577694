using System.Collections;
using System.Globalization;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>How images are compressed, as the configuration's recipes say.</summary>
internal static class WriteRecipe
{
    private const string Parameter = "recipe";
    private const string Usual = "default";

    /// <summary>The compression of the recipe that the write parameters name; null for none.</summary>
    /// <exception cref="DatastoreException">There is no such recipe.</exception>
    public static FitsCompression? Compression(FormatterTarget target)
    {
        var name = target.Parameters.GetValueOrDefault(Parameter) as string ?? Usual;
        if (!target.Recipes.TryGetValue(name, out var recipe))
        {
            return name == Usual
                ? FitsCompression.Lossless
                : throw new DatastoreException(
                    $"There is no write recipe '{name}' for the dataset type '{target.Dataset.DatasetType.Name}'.{Suggestions.For(name, target.Recipes.Keys)}");
        }

        if (recipe is not IDictionary parts || parts["image"] is not IDictionary image || image["algorithm"] is not string algorithm || algorithm == "NONE")
            return null;
        if (image["quantization"] is not IDictionary quantization || !algorithm.StartsWith("RICE", StringComparison.Ordinal))
            return FitsCompression.Lossless;
        return FitsCompression.Lossy(Convert.ToSingle(quantization["level"] ?? 16.0, CultureInfo.InvariantCulture));
    }
}

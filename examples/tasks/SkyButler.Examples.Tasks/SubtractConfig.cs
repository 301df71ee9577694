using SkyButler.Pipelines.Configs;

namespace SkyButler.Examples.Tasks;

/// <summary>Settings of <see cref="SubtractTask"/>.</summary>
public sealed class SubtractConfig : TaskConfig
{
    /// <summary>Storage class of all three images.</summary>
    [ConfigField("storage class of the images: one of masked images, exposures or plain images")]
    public string StorageClass { get; init; } = "SPHERExImage";

    /// <summary>Dimensions of the image that is subtracted.</summary>
    [ConfigField("dimensions of the image that is subtracted")]
    [ConfigLength(Min = 1)]
    public IReadOnlyList<string> SubtractDimensions { get; init; } = ["instrument", "exposure", "detector"];
}

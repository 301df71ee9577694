using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;

namespace SkyButler.Examples.Tasks;

/// <summary>Connections of <see cref="SubtractTask"/>.</summary>
public sealed class SubtractConnections : TaskConnections
{
    private const string StorageClass = "SPHERExImage";
    private static readonly string[] Detector = ["instrument", "exposure", "detector"];

    /// <summary>Declares the connections.</summary>
    public SubtractConnections()
        : base(Detector)
    {
    }

    /// <summary>The image to subtract from.</summary>
    public Input InputImage { get; } = new()
    {
        Name = "rawexp",
        StorageClass = StorageClass,
        Dimensions = Detector,
        Documentation = "image to subtract from",
    };

    /// <summary>The image to subtract.</summary>
    public Input SubtractImage { get; } = new()
    {
        Name = "dark",
        StorageClass = StorageClass,
        Dimensions = Detector,
        Documentation = "image to subtract",
    };

    /// <summary>The difference.</summary>
    public Output OutputImage { get; } = new()
    {
        Name = "postDark",
        StorageClass = StorageClass,
        Dimensions = Detector,
        Documentation = "the difference",
    };

    /// <inheritdoc />
    protected override void Configure(TaskConfig config)
    {
        var settings = (SubtractConfig)config;
        foreach (var (name, connection) in All.ToList())
            Set(name, connection with { StorageClass = settings.StorageClass });
        var subtracted = (Input)All.First(c => c.Key == "subtractImage").Value;
        Set("subtractImage", subtracted with { Dimensions = settings.SubtractDimensions });
    }
}

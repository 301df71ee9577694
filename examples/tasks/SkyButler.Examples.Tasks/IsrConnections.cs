using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;

namespace SkyButler.Examples.Tasks;

/// <summary>Connections of <see cref="IsrTask"/>.</summary>
public sealed class IsrConnections : TaskConnections
{
    private const string Exposure = "Exposure";
    private const string ExposureF = "ExposureF";
    private static readonly string[] Quantum = ["instrument", "exposure", "detector"];

    /// <summary>Declares the connections.</summary>
    public IsrConnections()
        : base(Quantum)
    {
    }

    /// <summary>The raw.</summary>
    public Input CcdExposure { get; } = new()
    {
        Name = "raw",
        StorageClass = Exposure,
        Dimensions = Quantum,
        Documentation = "raw exposure of one detector",
    };

    /// <summary>The camera's geometry.</summary>
    public PrerequisiteInput Camera { get; } = new()
    {
        Name = "camera",
        StorageClass = "Camera",
        Dimensions = ["instrument"],
        IsCalibration = true,
        Minimum = 0,
        Documentation = "geometry of the camera",
    };

    /// <summary>The bias.</summary>
    public PrerequisiteInput Bias { get; } = new()
    {
        Name = "bias",
        StorageClass = ExposureF,
        Dimensions = ["instrument", "detector"],
        IsCalibration = true,
        Documentation = "bias to subtract",
    };

    /// <summary>The dark.</summary>
    public PrerequisiteInput Dark { get; } = new()
    {
        Name = "dark",
        StorageClass = ExposureF,
        Dimensions = ["instrument", "detector"],
        IsCalibration = true,
        Documentation = "dark to scale and subtract",
    };

    /// <summary>The flat.</summary>
    public PrerequisiteInput Flat { get; } = new()
    {
        Name = "flat",
        StorageClass = ExposureF,
        Dimensions = ["instrument", "detector", "physical_filter"],
        IsCalibration = true,
        Documentation = "flat to divide by",
    };

    /// <summary>The processed exposure.</summary>
    public Output OutputExposure { get; } = new()
    {
        Name = "postISR",
        StorageClass = ExposureF,
        Dimensions = Quantum,
        Documentation = "exposure without the instrument's signature",
    };

    /// <inheritdoc />
    protected override void Configure(TaskConfig config)
    {
        var isr = (IsrConfig)config;
        foreach (var (name, isWanted) in new[] { ("camera", isr.DoCamera), ("bias", isr.DoBias), ("dark", isr.DoDark), ("flat", isr.DoFlat) })
            if (!isWanted)
                Remove(name);
    }
}

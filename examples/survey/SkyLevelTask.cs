using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

/// <summary>What is read and written for each exposure and detector.</summary>
public sealed class SkyLevelConnections() : TaskConnections("instrument", "exposure", "detector")
{
    public Input Exposure { get; } = new() { Name = "postISR", StorageClass = "ExposureF", Dimensions = ["instrument", "exposure", "detector"] };

    public Output Level { get; } = new() { Name = "skyLevel", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"] };
}

/// <summary>What can be set.</summary>
public sealed class SkyLevelConfig : TaskConfig
{
    [ConfigField("only each so many-th row and column counts")]
    [ConfigRange(Min = 1)]
    public int Stride { get; init; } = 1;
}

/// <summary>The work: the median of the pixels.</summary>
public sealed class SkyLevelTask : PipelineTask<SkyLevelConfig, SkyLevelConnections>
{
    protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        var image = inputs.Get<Exposure>("exposure").Image;
        var pixels = new List<float>();
        for (var y = image.Box.MinY; y <= image.Box.MaxY; y += Config.Stride)
            for (var x = image.Box.MinX; x <= image.Box.MaxX; x += Config.Stride)
                pixels.Add(image[x, y]);
        pixels.Sort();
        var level = (double)pixels[pixels.Count / 2];
        return Task.FromResult(new TaskOutputs(("level", new Dictionary<string, object?> { ["level"] = level, ["pixels"] = pixels.Count })));
    }
}

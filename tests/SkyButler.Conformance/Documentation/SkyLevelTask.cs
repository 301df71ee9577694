using Microsoft.Extensions.Logging;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Conformance.Documentation;

/// <summary>Finds the level of the sky: the median of the good pixels.</summary>
[PipelineTask("skybutler.examples.SkyLevelTask")]
public sealed class SkyLevelTask : PipelineTask<SkyLevelConfig, SkyLevelConnections>
{
    /// <inheritdoc />
    protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        var exposure = inputs.Get<Exposure>("exposure");
        var good = Good(exposure);
        if (good.Count == 0)
            throw new NoWorkFoundException($"All pixels of {context.DataId} are masked.");
        good.Sort();
        var level = (double)good[good.Count / 2];
        context.Metadata["level"] = level;
        context.Log.LogInformation("The sky of {DataId} is at {Level}", context.DataId, level);
        var result = new Dictionary<string, object?> { ["level"] = level, ["pixels"] = good.Count };
        return Task.FromResult(new TaskOutputs(("level", result)));
    }

    private List<float> Good(Exposure exposure)
    {
        var good = new List<float>();
        for (var y = exposure.Box.MinY; y <= exposure.Box.MaxY; y += Config.Stride)
            for (var x = exposure.Box.MinX; x <= exposure.Box.MaxX; x += Config.Stride)
                if (!exposure.Mask.IsSet(x, y, [.. Config.BadPlanes]))
                    good.Add(exposure.Image[x, y]);
        return good;
    }
}

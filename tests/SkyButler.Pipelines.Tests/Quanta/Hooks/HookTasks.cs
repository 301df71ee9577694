using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Adjusting;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Quanta.Hooks;

/// <summary>Detector 1 takes over what detector 2 has to do.</summary>
public sealed class MergeConnections() : TaskConnections("instrument", "exposure", "detector")
{
    public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

    public Output Merged { get; } = new() { Name = "merged", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

    protected internal override void AdjustAllQuanta(AllQuantaAdjustment quanta)
    {
        ArgumentNullException.ThrowIfNull(quanta);
        foreach (var second in quanta.DataIds.Where(d => d["detector"].Number == 2))
        {
            var first = quanta.DataIds.Single(d => d["detector"].Number == 1 && d["exposure"].Equals(second["exposure"]));
            quanta.AddInput(first, "raw", quanta.Inputs(second, "raw").Single().DataId);
            quanta.MoveOutput(first, "merged", quanta.Outputs(second, "merged").Single().DataId);
            quanta.Remove(second);
        }
    }
}

[PipelineTask("hooks.MergeTask")]
public sealed class MergeTask : PipelineTask<TaskConfig, MergeConnections>;

/// <summary>Each exposure reads what was merged for the one before, which only its hook ties to it.</summary>
public sealed class FollowConnections() : TaskConnections("instrument", "exposure")
{
    public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

    public Input Before { get; } = new()
    {
        Name = "merged",
        StorageClass = "StructuredDataDict",
        Dimensions = ["instrument", "exposure", "detector"],
        Multiple = true,
        Minimum = 0,
        DeferBinding = true,
    };

    public Output Followed { get; } = new() { Name = "followed", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure"] };

    protected internal override void AdjustAllQuanta(AllQuantaAdjustment quanta)
    {
        ArgumentNullException.ThrowIfNull(quanta);
        foreach (var (before, quantum) in quanta.DataIds.Zip(quanta.DataIds.Skip(1)))
            quanta.AddInput(quantum, "before", quanta.Inputs(before, "raw").First(d => d.DataId["detector"].Number == 1).DataId);
    }
}

[PipelineTask("hooks.FollowTask")]
public sealed class FollowTask : PipelineTask<TaskConfig, FollowConnections>;

/// <summary>Names what its quanta do not have.</summary>
public sealed class WrongConfig : TaskConfig
{
    [ConfigField("what is wrong")]
    public string What { get; init; } = "";
}

public sealed class WrongConnections() : TaskConnections("instrument", "exposure", "detector")
{
    private string what = "";

    public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

    public Output Out { get; } = new() { Name = "out", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"] };

    protected internal override void Configure(TaskConfig config) => what = ((WrongConfig)config).What;

    protected internal override void AdjustAllQuanta(AllQuantaAdjustment quanta)
    {
        ArgumentNullException.ThrowIfNull(quanta);
        var first = quanta.DataIds[0];
        var other = new DataCoordinate(first.Dimensions, ["Cam", 1, 99]);
        switch (what)
        {
            case "quantum":
                quanta.Remove(other);
                break;
            case "connection":
                quanta.AddInput(first, "rw", first);
                break;
            default:
                quanta.AddInput(first, "raw", other);
                break;
        }
    }
}

[PipelineTask("hooks.WrongTask")]
public sealed class WrongTask : PipelineTask<WrongConfig, WrongConnections>;

/// <summary>Detectors, each bounded by the visits that it reads.</summary>
public sealed class BoundedConnections() : TaskConnections("instrument", "detector")
{
    public Input Image { get; } = new() { Name = "image", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "visit", "detector"], Multiple = true };

    public PrerequisiteInput Reference { get; } = new()
    {
        Name = "template",
        StorageClass = "StructuredDataDict",
        Dimensions = ["skymap", "tract", "patch"],
        Multiple = true,
        Minimum = 0,
    };

    public PrerequisiteInput Bias { get; } = new()
    {
        Name = "bias",
        StorageClass = "StructuredDataDict",
        Dimensions = ["instrument", "detector"],
        IsCalibration = true,
        Minimum = 0,
    };

    public Output Out { get; } = new() { Name = "bounded", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "detector"] };

    protected internal override IReadOnlyList<string> SpatialBounds => ["image"];

    protected internal override IReadOnlyList<string> TemporalBounds => ["image"];
}

[PipelineTask("hooks.BoundedTask")]
public sealed class BoundedTask : PipelineTask<TaskConfig, BoundedConnections>;

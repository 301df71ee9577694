using System.Diagnostics.CodeAnalysis;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

[assembly: SuppressMessage("Design", "MA0048", Scope = "module", Justification = "Four tiny tasks belong together.")]

namespace SkyButler.Pipelines.Tests.Mocks;

// The tasks with which the reference made golden/runs, by what its description says of them.
public sealed class StepAConfig : TaskConfig
{
    [ConfigField("added to the value")]
    public long Add { get; init; } = 5;

    [ConfigField("values for which to raise", Name = "fail_on", ChangesOutputs = false)]
    public IReadOnlyList<long> FailOn { get; init; } = [];
}

public abstract class StepConnections(string input, string output) : TaskConnections(Quantum)
{
    private static readonly string[] Quantum = ["instrument", "exposure", "detector"];

    public Input Inp { get; } = new() { Name = input, StorageClass = "StructuredDataDict", Dimensions = Quantum };

    public Output Out { get; } = new() { Name = output, StorageClass = "StructuredDataDict", Dimensions = Quantum };
}

public sealed class StepAConnections() : StepConnections("raw_md", "a_out");

public sealed class StepBConnections() : StepConnections("a_out", "b_out");

public sealed class StepCConnections() : StepConnections("b_out", "c_out");

[PipelineTask("peertasks.StepATask")]
public sealed class StepATask : PipelineTask<StepAConfig, StepAConnections>
{
    protected internal override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        var value = (long)inputs.Get<IReadOnlyDictionary<string, object?>>("inp")["value"]!;
        return Config.FailOn.Contains(value)
            ? throw new InvalidOperationException($"asked to fail on {value}")
            : Task.FromResult(Step.Output(value + Config.Add, "A"));
    }
}

public sealed class StepBConfig : TaskConfig
{
    [ConfigField("factor")]
    public long Mul { get; init; } = 2;
}

[PipelineTask("peertasks.StepBTask")]
public sealed class StepBTask : PipelineTask<StepBConfig, StepBConnections>
{
    protected internal override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Step.Output(Step.Value(inputs) * Config.Mul, "B"));
}

public sealed class StepCConfig : TaskConfig;

[PipelineTask("peertasks.StepCTask")]
public sealed class StepCTask : PipelineTask<StepCConfig, StepCConnections>
{
    protected internal override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Step.Output(Step.Value(inputs), "C"));
}

public sealed class GatherConnections() : TaskConnections("instrument", "exposure")
{
    public Input Inp { get; } = new() { Name = "c_out", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

    public PrerequisiteInput Bias { get; } = new()
    {
        Name = "bias_info",
        StorageClass = "StructuredDataDict",
        Dimensions = ["instrument", "detector"],
        IsCalibration = true,
        Multiple = true,
        Minimum = 0,
    };

    public Output Out { get; } = new() { Name = "gathered", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure"] };
}

public sealed class GatherConfig : TaskConfig;

[PipelineTask("peertasks.GatherTask")]
public sealed class GatherTask : PipelineTask<GatherConfig, GatherConnections>
{
    protected internal override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        var values = inputs.GetAll<IReadOnlyDictionary<string, object?>>("inp").Select(i => i["value"]).ToList();
        var result = new OrderedDictionary<string, object?> { ["values"] = values, ["n_bias"] = (long)inputs.GetAll<object>("bias").Count };
        return Task.FromResult(new TaskOutputs(("out", result)));
    }
}

internal static class Step
{
    public static long Value(TaskInputs inputs) => (long)inputs.Get<IReadOnlyDictionary<string, object?>>("inp")["value"]!;

    public static TaskOutputs Output(long value, string step) => new(("out", new OrderedDictionary<string, object?> { ["value"] = value, ["step"] = step }));
}

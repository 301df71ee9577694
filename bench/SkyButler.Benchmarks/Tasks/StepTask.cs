using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Benchmarks.Tasks;

/// <summary>Hands on what it reads: what is measured is all that stands around a task. Programs get it as a plug-in.</summary>
[PipelineTask(Name)]
public sealed class StepTask : PipelineTask<TaskConfig, StepConnections>
{
    /// <summary>The name that pipelines use.</summary>
    public const string Name = "skybutler.benchmarks.StepTask";

    /// <inheritdoc />
    protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new TaskOutputs(("result", inputs.Get<object>("given"))));
}

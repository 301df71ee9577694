using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.EndToEnd.Tasks;

/// <summary>Says that it waits, and waits for ever: for its token, or for nothing at all. Programs get it as a plug-in.</summary>
[PipelineTask("endtoend.WaitTask")]
public sealed class WaitTask : PipelineTask<WaitConfig, WaitConnections>
{
    public const string Message = "waiting";

    protected override async Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        context.Log.LogInformation(Message);
        await Task.Delay(Timeout.InfiniteTimeSpan, Config.IsDeaf ? CancellationToken.None : cancellationToken);
        return new TaskOutputs();
    }
}

using SkyButler.Configuration;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>Makes this process a worker of a run: the program that <see cref="Requests.RunRequest.Worker"/> names calls it and nothing else.</summary>
public static class PipelineWorker
{
    /// <summary>Executes quanta until the run has no more. Standard input and output are taken for messages; what tasks print goes to standard error.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="IOException">The standard streams can't be taken.</exception>
    public static async Task<int> RunAsync()
    {
        var (input, output) = WorkerStreams.Take();
        var channel = new MessageChannel(input, output);
        await using var closing = channel.ConfigureAwait(false);
        using var logs = new WorkerLogs(channel, TimeProvider.System);
        var catalog = ShippedTasks.Catalog(ConfigSources.Default.Environment);
        return await new WorkerHost(channel, logs, catalog, TimeProvider.System).RunAsync().ConfigureAwait(false);
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Pipelines.Tasks;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>What happens in a worker process: it executes the quanta that come, one after the other, until none comes any more.</summary>
internal sealed class WorkerHost(MessageChannel channel, WorkerLogs logs, TaskCatalog catalog, TimeProvider clock)
{
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<JsonDocument> quanta = Channel.CreateUnbounded<JsonDocument>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Works until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        try
        {
            using var start = await channel.ReceiveAsync(CancellationToken.None).ConfigureAwait(false);
            if (start is null)
                return 1;
            await WorkAsync(start.RootElement).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is ButlerException or InvalidDataException)
        {
            channel.Post(json => WriteFailure(json, e));
            return 1;
        }
    }

    private async Task WorkAsync(JsonElement json)
    {
        var start = StartMessage.Read(json);
        logs.Level = start.LogLevel;
        var log = logs.CreateLogger("skybutler.execution");
        WorkerMemory.OfferToKernel();
        var whole = await Butler.OpenAsync(
            start.Repository, new ButlerOptions { Access = RegistryAccess.ReadWrite, SearchPaths = start.SearchPaths, StandIn = start.StandIn, Clock = clock, Log = log }, stop.Token).ConfigureAwait(false);
        await using var closing = whole.ConfigureAwait(false);
        var butler = whole.With(start.Collections, start.Run);
        var graph = await ReadGraphAsync(json, butler).ConfigureAwait(false);
        var tasks = await new InitWriter(butler, graph, logs, new InitWriterOptions { Write = false, WriteVersions = false, RunExists = true }).RunAsync(stop.Token).ConfigureAwait(false);
        var writer = new ResultWriter(butler, 1, clock, stop.Token) { SignsLast = start.Options.SignsLast };
        await using var storing = writer.ConfigureAwait(false);
        var executor = new QuantumExecutor(butler, graph.Pipeline, tasks, writer, start.Options, log, clock);
        _ = Task.Run(ListenAsync, CancellationToken.None);
        channel.Post(static message => Write(message, MessageKind.Ready, null));
        var ending = new List<Task>();
        try
        {
            await foreach (var message in quanta.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                ending.RemoveAll(t => t.IsCompletedSuccessfully);
                ending.Add(await ExecuteAsync(executor, QuantumMessage.Read(message.RootElement, graph.Pipeline)).ConfigureAwait(false));
                message.Dispose();
            }
        }
        finally
        {
            await Task.WhenAll(ending).ConfigureAwait(false);
        }
    }

    private async Task<QuantumGraph> ReadGraphAsync(JsonElement json, Butler butler)
    {
        var header = HeaderJson.Read(json.GetProperty("header")).Header;
        var known = catalog.With(butler.Config.Names.Task);
        await GraphTaskSources.LoadAsync(header, known, stop.Token).ConfigureAwait(false);
        var pipeline = await PipelineGraphReader.ReadAsync(json.GetProperty("pipeline"), butler, known, stop.Token).ConfigureAwait(false);
        foreach (var task in pipeline.Tasks)
            _ = task.Type;
        var columns = new GraphColumnsReader(pipeline);
        return new QuantumGraph(
            header, pipeline, [], [.. json.GetProperty("init_quanta").EnumerateArray().Select(columns.InitQuantum)]);
    }

    // The outer task ends when the next quantum can begin, the inner one when this one is stored.
    private async Task<Task> ExecuteAsync(QuantumExecutor executor, QuantumMessage message)
    {
        WorkerMemory.ResetPeak();
        executor.NoteStored(message.Stored);
        executor.Worked = () => channel.Post(json => Write(json, MessageKind.Worked, message.Number));
        var ending = await executor.ExecuteAsync(message.Quantum, message.Plan, stop.Token).ConfigureAwait(false);
        if (!ending.IsCompleted)
            channel.Post(json => Write(json, MessageKind.HandedOver, message.Number));
        return EndAsync(executor, message, ending);
    }

    private async Task EndAsync(QuantumExecutor executor, QuantumMessage message, Task<QuantumReport> ending)
    {
        QuantumReport report;
        try
        {
            report = await ending.ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // Whoever waits for the end of this quantum must hear of it.
            var quantum = message.Quantum;
            report = new QuantumReport(quantum.Id, quantum.TaskLabel, quantum.DataId, QuantumStatus.Failure, e.GetType().FullName, e.Message) { Cause = FailureCause.Error };
        }

        var stored = message.Quantum.Outputs.Values.SelectMany(o => o).Select(o => o.Id).Where(executor.KnowsStored).ToList();
        channel.Post(json => EndMessage.Write(json, message.Number, report, stored));
    }

    private async Task ListenAsync()
    {
        try
        {
            while (await channel.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { } message)
            {
                var kind = message.RootElement.GetProperty("kind").GetString();
                if (kind == MessageKind.Quantum)
                {
                    quanta.Writer.TryWrite(message);
                    continue;
                }

                message.Dispose();
                quanta.Writer.TryComplete();
                if (kind == MessageKind.Stop)
                    await stop.CancelAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            // Whoever waits for this process is dead: nothing may be at work in the repository when a run is extended.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }

    private static void Write(Utf8JsonWriter json, string kind, int? number)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        if (number is { } known)
            json.WriteNumber("number", known);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Exception error)
    {
        json.WriteStartObject();
        json.WriteString("kind", MessageKind.Failed);
        json.WriteString("message", error.Message);
        json.WriteBoolean("is_invalid_quantum", error is InvalidQuantumException);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>What a worker process is told first.</summary>
internal sealed record StartMessage
{
    public required string Repository { get; init; }

    public required IReadOnlyList<string> SearchPaths { get; init; }

    /// <summary>The database that stands in for the repository's own; null where that is used.</summary>
    public string? StandIn { get; init; }

    public required IReadOnlyList<string> Collections { get; init; }

    public required string Run { get; init; }

    public required ExecutionOptions Options { get; init; }

    /// <summary>The least level of messages that anybody wants.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The message with a graph's header, pipeline and init-quanta; its quanta come one by one.</summary>
    public byte[] Write(QuantumGraph graph) => GraphJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", MessageKind.Start);
        json.WriteString("repository", Repository);
        GraphJson.WriteTexts(json, "search_paths", SearchPaths);
        json.WriteString("stand_in", StandIn);
        GraphJson.WriteTexts(json, "collections", Collections);
        json.WriteString("run", Run);
        json.WriteBoolean("may_have_outputs", Options.MayHaveOutputs);
        json.WriteBoolean("skip_existing", Options.SkipExisting);
        json.WriteBoolean("clobber", Options.Clobber);
        json.WriteBoolean("raise_on_partial_outputs", Options.RaiseOnPartialOutputs);
        if (Options.Execution is { } execution)
            json.WriteString("execution", execution);
        json.WriteBoolean("signs_last", Options.SignsLast);
        json.WriteNumber("job_read_time", Options.Job?.ReadTime.TotalSeconds ?? 0);
        json.WriteNumber("job_size", Options.Job?.Quanta ?? 0);
        json.WriteNumber("log_level", (int)LogLevel);
        json.WritePropertyName("header");
        HeaderJson.Write(json, graph, Guid.Empty);
        json.WritePropertyName("pipeline");
        PipelineGraphJson.Write(json, graph.Pipeline);
        json.WritePropertyName("init_quanta");
        QuantumJson.Write(json, graph.InitQuanta, null);
        json.WriteEndObject();
    });

    /// <summary>Reads the message, but for the graph.</summary>
    public static StartMessage Read(JsonElement json) => new()
    {
        Repository = json.GetProperty("repository").GetString()!,
        SearchPaths = Texts(json, "search_paths"),
        StandIn = json.GetProperty("stand_in").GetString(),
        Collections = Texts(json, "collections"),
        Run = json.GetProperty("run").GetString()!,
        LogLevel = (LogLevel)json.GetProperty("log_level").GetInt32(),
        Options = new ExecutionOptions
        {
            MayHaveOutputs = json.GetProperty("may_have_outputs").GetBoolean(),
            SkipExisting = json.GetProperty("skip_existing").GetBoolean(),
            Clobber = json.GetProperty("clobber").GetBoolean(),
            RaiseOnPartialOutputs = json.GetProperty("raise_on_partial_outputs").GetBoolean(),
            Execution = json.TryGetProperty("execution", out var execution) ? execution.GetGuid() : null,
            SignsLast = json.GetProperty("signs_last").GetBoolean(),
            Job = json.GetProperty("job_size").GetInt32() is > 0 and var size ? new JobFacts(TimeSpan.FromSeconds(json.GetProperty("job_read_time").GetDouble()), size) : null,
        },
    };

    private static IReadOnlyList<string> Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}

using System.Globalization;
using System.Text.Json;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>A quantum that a worker process is to execute, as graph files have it.</summary>
internal sealed record QuantumMessage(int Number, Quantum Quantum, AttemptPlan Plan, IReadOnlyList<Guid> Stored)
{
    /// <summary>Writes the message.</summary>
    /// <param name="number">By which the worker names the quantum in its answers.</param>
    /// <param name="quantum">The quantum.</param>
    /// <param name="text">The quanta of its task.</param>
    /// <param name="plan">How it is tried.</param>
    /// <param name="stored">Which of its inputs are known to be stored, though quanta of this run made them.</param>
    public static byte[] Write(int number, Quantum quantum, TaskText text, AttemptPlan plan, IEnumerable<Guid> stored)
    {
        var buffer = new Utf8Buffer();
        buffer.Append(string.Create(CultureInfo.InvariantCulture, $"{{\"kind\":\"{MessageKind.Quantum}\",\"number\":{number},\"attempt\":{plan.Number},\"cores\":{plan.Resources.Cores}"));
        buffer.Append(string.Create(CultureInfo.InvariantCulture, $",\"memory\":{plan.Resources.Memory ?? 0},\"seconds\":{plan.Timeout?.TotalSeconds ?? 0}"));
        buffer.Append(plan.Replaces ? ",\"replaces\":true,\"stored\":["u8 : ",\"replaces\":false,\"stored\":["u8);
        var isFirst = true;
        foreach (var id in stored)
        {
            if (!isFirst)
                buffer.Append((byte)',');
            isFirst = false;
            buffer.Append(id);
        }

        buffer.Append("],\"quantum\":"u8);
        text.Write(quantum.Place, buffer);
        buffer.Append((byte)'}');
        return buffer.Written.ToArray();
    }

    /// <summary>Reads the message.</summary>
    public static QuantumMessage Read(JsonElement json, PipelineGraph pipeline)
    {
        var columns = new GraphColumnsReader(pipeline);
        columns.Add(json.GetProperty("quantum"));
        var memory = json.GetProperty("memory").GetInt64();
        var seconds = json.GetProperty("seconds").GetDouble();
        var plan = new AttemptPlan(
            json.GetProperty("attempt").GetInt32(), new ExecutionResources(json.GetProperty("cores").GetInt32(), memory > 0 ? memory : null),
            seconds > 0 ? TimeSpan.FromSeconds(seconds) : null, null)
        { Replaces = json.GetProperty("replaces").GetBoolean() };
        return new(json.GetProperty("number").GetInt32(), columns.Tasks()[0][0], plan, [.. json.GetProperty("stored").EnumerateArray().Select(i => i.GetGuid())]);
    }
}

using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The thin graph as JSON: the quanta of every task, and which waits for which.</summary>
internal static class ThinGraphText
{
    public static Utf8Buffer Write(QuantumGraph graph, IReadOnlyDictionary<string, TaskText> texts)
    {
        var buffer = new Utf8Buffer();
        buffer.Append("{\"quanta\":{"u8);
        var counts = graph.Tasks.ToDictionary(t => t.Task.Label, t => t.Count, StringComparer.Ordinal);
        var isFirst = true;
        foreach (var task in graph.Pipeline.Tasks)
        {
            if (!isFirst)
                buffer.Append((byte)',');
            isFirst = false;
            buffer.Append(DatasetText.Text(task.Label));
            buffer.Append(":["u8);
            for (var i = 0; i < counts.GetValueOrDefault(task.Label); i++)
            {
                if (i > 0)
                    buffer.Append((byte)',');
                texts[task.Label].WriteThin(i, buffer);
            }

            buffer.Append((byte)']');
        }

        buffer.Append("},\"edges\":["u8);
        WriteEdges(graph, buffer);
        buffer.Append("]}"u8);
        return buffer;
    }

    private static void WriteEdges(QuantumGraph graph, Utf8Buffer buffer)
    {
        var dependencies = new QuantumDependencies(graph);
        var isFirst = true;
        for (var from = 0; from < graph.Count; from++)
        {
            foreach (var to in dependencies.Followers(from))
            {
                buffer.Append(isFirst ? "["u8 : ",["u8);
                isFirst = false;
                buffer.Append(dependencies.Quantum(from).Id);
                buffer.Append((byte)',');
                buffer.Append(dependencies.Quantum(to).Id);
                buffer.Append((byte)']');
            }
        }
    }
}

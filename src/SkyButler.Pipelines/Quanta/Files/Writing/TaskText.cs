using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The quanta of one task as JSON.</summary>
internal sealed class TaskText
{
    private readonly TaskQuanta task;
    private readonly byte[] label;
    private readonly IReadOnlyList<DatasetText> inputs;
    private readonly IReadOnlyList<DatasetText> outputs;
    private readonly DatastoreRecords? records;

    public TaskText(TaskQuanta task, DatastoreRecords? records)
    {
        this.task = task;
        this.records = records;
        label = [.. ",\"task_label\":"u8, .. DatasetText.Text(task.Task.Label), .. ",\"data_coordinate\":["u8];
        var texts = task.Connections.Select(c => new DatasetText(c)).ToList();
        inputs = [.. texts.Where(t => !t.IsWrite)];
        outputs = [.. texts.Where(t => t.IsWrite)];
    }

    /// <summary>A quantum with all that it reads and writes.</summary>
    public void Write(int quantum, Utf8Buffer buffer)
    {
        buffer.Append("{\"quantum_id\":"u8);
        buffer.Append(task.Ids[quantum]);
        buffer.Append(label);
        task.WriteDataId(quantum, buffer);
        buffer.Append("],\"inputs\":{"u8);
        Write(inputs, quantum, buffer);
        buffer.Append("},\"outputs\":{"u8);
        Write(outputs, quantum, buffer);
        buffer.Append("},\"datastore_records\":"u8);
        if (records is null)
            buffer.Append("{}"u8);
        else
            records.Write(task.Connections.Where(c => !c.Edge.IsWrite).SelectMany(c => c.Refs(quantum)).Select(d => d.Id), buffer);
        buffer.Append((byte)'}');
    }

    /// <summary>A quantum as the thin graph has it: identifier and data ID.</summary>
    public void WriteThin(int quantum, Utf8Buffer buffer)
    {
        buffer.Append("{\"quantum_id\":"u8);
        buffer.Append(task.Ids[quantum]);
        buffer.Append(",\"data_coordinate\":["u8);
        task.WriteDataId(quantum, buffer);
        buffer.Append("]}"u8);
    }

    private static void Write(IReadOnlyList<DatasetText> texts, int quantum, Utf8Buffer buffer)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            texts[i].Write(quantum, buffer);
        }
    }
}

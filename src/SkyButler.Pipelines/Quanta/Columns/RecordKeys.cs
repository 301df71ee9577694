using System.Collections;
using SkyButler.Dimensions;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>Which dimension records a graph's data IDs name: those of quanta, and of what they read and write, which may have dimensions that quanta lack.</summary>
internal static class RecordKeys
{
    /// <summary>The keys of records, by element; each once. Sky pixels have no records.</summary>
    public static IEnumerable<(DimensionElement Element, DataIdTable Keys)> Of(QuantumGraph graph)
    {
        var tables = graph.Tasks.Select(t => t.DataIds.Table).Concat(graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Datasets.Count > 0).Select(c => c.Datasets.Table))
            .Distinct().Where(t => t.Dimensions.Count > 0).ToList();
        var used = Used(graph);
        foreach (var element in tables.SelectMany(t => t.Dimensions.Elements).Distinct().Where(e => e.Kind != DimensionElementKind.SkyPix))
        {
            var keys = new DataIdTable(element.MinimalGroup, tables[0].Space);
            foreach (var table in tables.Where(t => t.Dimensions.Elements.Contains(element)))
                table.AddTo(keys, used[table]);
            yield return (element, keys);
        }
    }

    // Tables keep the data IDs of quanta and datasets that were left out.
    private static Dictionary<DataIdTable, BitArray> Used(QuantumGraph graph)
    {
        var used = new Dictionary<DataIdTable, BitArray>();
        foreach (var task in graph.Tasks)
            foreach (var row in task.DataIds.Rows)
                Of(task.DataIds.Table)[row] = true;
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct())
            for (var position = 0; position < column.Count; position++)
                Of(column.Table)[column.Row(position)] = true;
        return used;

        BitArray Of(DataIdTable table)
        {
            if (!used.TryGetValue(table, out var rows))
                used.Add(table, rows = new BitArray(table.Count));
            return rows;
        }
    }
}

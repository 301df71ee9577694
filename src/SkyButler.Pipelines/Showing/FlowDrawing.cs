using System.Text;

namespace SkyButler.Pipelines.Showing;

/// <summary>
/// Draws nodes one below the other, with lines between them: every line runs down a column of its own to the node that it leads to, where
/// lines to the same node join.
/// </summary>
internal static class FlowDrawing
{
    private const int None = -1;

    /// <summary>The rows of the drawing.</summary>
    public static IEnumerable<string> Draw(IReadOnlyList<FlowNode> nodes)
    {
        // Each column holds the number of the node that its line leads to.
        var columns = new List<int>();
        for (var number = 0; number < nodes.Count; number++)
        {
            var arriving = Enumerable.Range(0, columns.Count).Where(c => columns[c] == number).ToList();
            var own = arriving.Count > 0 ? arriving[0] : Free(columns, 0);
            if (arriving.Count > 1)
                yield return Join(columns, own, arriving[1..], '╯', '┴');
            foreach (var column in arriving)
                columns[column] = None;
            columns[own] = number;
            Trim(columns);
            yield return Row(columns, own, nodes[number]);
            columns[own] = None;
            var leaving = new List<int>();
            foreach (var next in nodes[number].Next)
            {
                var column = leaving.Count == 0 ? own : Free(columns, own + 1);
                columns[column] = next;
                leaving.Add(column);
            }

            if (leaving.Count > 1)
                yield return Join(columns, own, leaving[1..], '╮', '┬');
            Trim(columns);
        }
    }

    private static void Trim(List<int> columns)
    {
        while (columns.Count > 0 && columns[^1] == None)
            columns.RemoveAt(columns.Count - 1);
    }

    private static int Free(List<int> columns, int from)
    {
        for (var column = from; column < columns.Count; column++)
            if (columns[column] == None)
                return column;
        while (columns.Count <= from)
            columns.Add(None);
        if (columns[^1] != None)
            columns.Add(None);
        return columns.Count - 1;
    }

    private static string Row(List<int> columns, int own, FlowNode node)
    {
        var row = new StringBuilder();
        for (var column = 0; column < columns.Count; column++)
            row.Append(column == own ? node.Symbol : columns[column] == None ? ' ' : '│').Append(' ');
        return row.Append(' ').Append(node.Text).ToString();
    }

    // Lines that begin or end at a node's own column, to the right of it.
    private static string Join(List<int> columns, int own, List<int> others, char end, char middle)
    {
        var row = new StringBuilder();
        for (var column = 0; column < columns.Count; column++)
        {
            var isBetween = column > own && column < others[^1];
            row.Append(
                column == own ? '├'
                : column == others[^1] ? end
                : others.Contains(column) ? middle
                : columns[column] == None ? isBetween ? '─' : ' '
                : isBetween ? '┼' : '│');
            row.Append(column >= own && column < others[^1] ? '─' : ' ');
        }

        return row.ToString().TrimEnd();
    }
}

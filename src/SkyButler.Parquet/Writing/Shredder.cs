using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing;

/// <summary>Turns rows into entries of a leaf: masks and offsets become levels (Melnik et al., Dremel, 2010).</summary>
internal static class Shredder
{
    /// <summary>Takes rows of a column along the way to one of its leaves.</summary>
    public static ShreddedRows Shred(IReadOnlyList<FieldNode> way, ParquetColumn column, int start, int count)
    {
        if (way.Count == 1)
            return ShredValues(column, way[0].Field.IsNullable, start, count);
        var slots = new Slots(start, count);
        for (var i = 0; ; i++)
        {
            if (way[i].Field.IsNullable)
                slots.Narrow(column);
            if (i == way.Count - 1)
                break;
            if (column is ListColumn list)
            {
                slots.Expand(list, (byte)(way[i].Repetition + 1));
                column = list.Elements;
            }
            else
            {
                column = ((StructColumn)column).Children[IndexOf(way[i].Children, way[i + 1])];
            }
        }

        return new()
        {
            Leaf = column,
            EntryCount = slots.Count,
            Definitions = slots.Definitions,
            Repetitions = way[^1].Repetition > 0 ? slots.Repetitions : default,
            Places = slots.Places(),
            Start = -1,
        };
    }

    private static ShreddedRows ShredValues(ParquetColumn column, bool isNullable, int start, int count)
    {
        if (column.NullCount == 0 || !isNullable)
            return new() { Leaf = column, EntryCount = count, Start = start };
        var valid = column.Validity.Span.Slice(start, count);
        var absent = valid.Count(false);
        if (absent == 0)
            return new() { Leaf = column, EntryCount = count, Start = start };
        var levels = new byte[count];
        var places = new int[count - absent];
        var at = 0;
        for (var i = 0; i < valid.Length; i++)
        {
            if (!valid[i])
                continue;
            levels[i] = 1;
            places[at++] = start + i;
        }

        return new() { Leaf = column, EntryCount = count, Definitions = levels, Places = places, Start = -1 };
    }

    private static int IndexOf(IReadOnlyList<FieldNode> nodes, FieldNode node)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (ReferenceEquals(nodes[i], node))
                return i;
        throw new InvalidOperationException("the way to a leaf leaves its tree");
    }
}

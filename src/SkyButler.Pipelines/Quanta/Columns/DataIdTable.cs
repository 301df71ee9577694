using System.Runtime.InteropServices;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>
/// Distinct data IDs of one group of dimensions, full, as columns of numbers. A row keeps its place once it is there; the required
/// values tell rows apart.
/// </summary>
internal sealed class DataIdTable
{
    private readonly List<int>[] columns;
    private readonly DimensionValues[] values;
    private readonly HashSet<int> rows;
    private readonly int keyLength;

    public DataIdTable(DimensionGroup dimensions, DataIdSpace space)
    {
        Dimensions = dimensions;
        Space = space;
        values = [.. dimensions.DataIdKeys.Select(k => space[k])];
        columns = [.. dimensions.DataIdKeys.Select(_ => new List<int>())];
        keyLength = dimensions.Required.Count;
        rows = new HashSet<int>(new RowComparer(this));
    }

    public DimensionGroup Dimensions { get; }

    public DataIdSpace Space { get; }

    public int Count => rows.Count;

    /// <summary>The row of full values (as numbers), which is added if it is not there yet.</summary>
    public int Add(ReadOnlySpan<int> numbers)
    {
        var row = Count;
        for (var i = 0; i < columns.Length; i++)
            columns[i].Add(numbers[i]);
        if (rows.Add(row))
            return row;
        rows.TryGetValue(row, out var existing);
        foreach (var column in columns)
            column.RemoveAt(row);
        return existing;
    }

    /// <summary>The row of a data ID of this group or a larger one.</summary>
    /// <exception cref="QuantumGraphException">A value is missing.</exception>
    public int Add(DataCoordinate dataId)
    {
        Span<int> numbers = stackalloc int[columns.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i].Number(dataId[Dimensions.DataIdKeys[i]]);
        return Add(numbers);
    }

    /// <summary>A value of a row, by the number that the dimension knows it by.</summary>
    public int Number(int row, int column) => columns[column][row];

    /// <summary>A row as a full data ID.</summary>
    public DataCoordinate DataId(int row)
    {
        var full = new DataIdValue[columns.Length];
        for (var i = 0; i < full.Length; i++)
            full[i] = values[i][columns[i][row]];
        return new DataCoordinate(Dimensions, full);
    }

    /// <summary>The row of a data ID of this group or a larger one; -1 where it has none.</summary>
    public int Find(DataCoordinate dataId)
    {
        // Added at the end, where it shows whether it was there, and taken away again.
        var before = Count;
        var row = Add(dataId);
        if (row < before)
            return row;
        rows.Remove(row);
        foreach (var column in columns)
            column.RemoveAt(row);
        return -1;
    }

    /// <summary>All rows in the order of their required values.</summary>
    public int[] InOrder()
    {
        var ranks = values[..keyLength].Select(v => v.Ranks()).ToArray();
        var order = Enumerable.Range(0, Count).ToArray();
        // By the last value first: each sort leaves equal ones as they are.
        for (var i = keyLength - 1; i >= 0; i--)
            order = CountingSort(order, columns[i], ranks[i]);
        return order;
    }

    /// <summary>Puts all values in order as JSON, after which several threads may write rows.</summary>
    public void PrepareJson()
    {
        foreach (var column in values)
            _ = column.Json();
    }

    /// <summary>The values of a row as JSON, divided by commas.</summary>
    public void WriteJson(int row, Utf8Buffer buffer)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            buffer.Append(values[i].Json()[columns[i][row]]);
        }
    }

    private static int[] CountingSort(int[] order, List<int> column, int[] ranks)
    {
        var starts = new int[ranks.Length + 1];
        foreach (var row in order)
            starts[ranks[column[row]] + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var sorted = new int[order.Length];
        foreach (var row in order)
            sorted[starts[ranks[column[row]]]++] = row;
        return sorted;
    }

    /// <summary>Each row's row in the table of a smaller group, which gets the rows that it lacks.</summary>
    public int[] ProjectOnto(DataIdTable target)
    {
        var from = target.Dimensions.DataIdKeys.Select(k => Dimensions.IndexOf(k)).ToArray();
        var map = new int[Count];
        Span<int> numbers = stackalloc int[from.Length];
        for (var row = 0; row < map.Length; row++)
        {
            for (var i = 0; i < from.Length; i++)
                numbers[i] = columns[from[i]][row];
            map[row] = target.Add(numbers);
        }

        return map;
    }

    /// <summary>Adds some rows to the table of a smaller group.</summary>
    public void AddTo(DataIdTable target, System.Collections.BitArray wanted)
    {
        var from = target.Dimensions.DataIdKeys.Select(k => Dimensions.IndexOf(k)).ToArray();
        Span<int> numbers = stackalloc int[from.Length];
        for (var row = 0; row < Count; row++)
        {
            if (!wanted[row])
                continue;
            for (var i = 0; i < from.Length; i++)
                numbers[i] = columns[from[i]][row];
            target.Add(numbers);
        }
    }

    private sealed class RowComparer(DataIdTable table) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            for (var i = 0; i < table.keyLength; i++)
                if (table.columns[i][x] != table.columns[i][y])
                    return false;
            return true;
        }

        public int GetHashCode(int row)
        {
            var hash = default(HashCode);
            for (var i = 0; i < table.keyLength; i++)
                hash.Add(CollectionsMarshal.AsSpan(table.columns[i])[row]);
            return hash.ToHashCode();
        }
    }
}

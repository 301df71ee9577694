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

    /// <summary>Order of two rows by their required values.</summary>
    public int Compare(int a, int b)
    {
        for (var i = 0; i < keyLength; i++)
        {
            var (x, y) = (columns[i][a], columns[i][b]);
            if (x != y)
                return values[i][x].CompareTo(values[i][y]);
        }

        return 0;
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

using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The data IDs of one group of dimensions that occur in a part of the pipeline, and which of them belong together.</summary>
internal sealed class Branch(DataIdTable table)
{
    private readonly Dictionary<Branch, int[]> projections = [];
    private int[]? order;
    private int[]? places;

    public DataIdTable Table { get; } = table;

    public int Count { get; private set; } = table.Count;

    /// <summary>All rows in the order of their data IDs.</summary>
    public int[] Order => order ??= Table.InOrder();

    /// <summary>The place of each row in that order.</summary>
    public int[] Places
    {
        get
        {
            if (places is null)
            {
                places = new int[Order.Length];
                for (var i = 0; i < places.Length; i++)
                    places[Order[i]] = i;
            }

            return places;
        }
    }

    /// <summary>For each row, its row in the branch of a smaller group.</summary>
    public int[] OnTo(Branch smaller)
    {
        if (!projections.TryGetValue(smaller, out var map))
            projections.Add(smaller, map = Table.ProjectOnto(smaller.Table));
        // Later a table may get rows of other parts of the pipeline, which are not this branch's.
        smaller.Count = Math.Max(smaller.Count, smaller.Table.Count);
        return map;
    }
}

using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The data IDs of one group of dimensions that occur in a part of the pipeline, and which of them belong together.</summary>
internal sealed class Branch(DataIdTable table)
{
    private readonly Dictionary<Branch, int[]> projections = [];

    public DataIdTable Table { get; } = table;

    public int Count => Table.Count;

    /// <summary>For each row, its row in the branch of a smaller group.</summary>
    public int[] OnTo(Branch smaller)
    {
        if (!projections.TryGetValue(smaller, out var map))
            projections.Add(smaller, map = Table.ProjectOnto(smaller.Table));
        return map;
    }
}

using SkyButler.Dimensions;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The branches of one part of the pipeline: everything is projected from the rows of one query, through the smallest group that will do.</summary>
internal sealed class BranchSet
{
    private readonly Dictionary<DimensionGroup, Branch> branches = [];
    private readonly Branch root;

    public BranchSet(DataIdTable rows)
    {
        root = new Branch(rows);
        branches.Add(rows.Dimensions, root);
    }

    public Branch Root => root;

    public IEnumerable<Branch> All => branches.Values;

    /// <summary>Whether the branch of a group is there, or can be projected from one that is.</summary>
    public bool Has(DimensionGroup group) => branches.ContainsKey(group) || branches.Values.Any(b => group.IsSubsetOf(b.Table.Dimensions));

    /// <summary>Adds a branch that was made in another way.</summary>
    public void Add(DataIdTable table) => branches.Add(table.Dimensions, new Branch(table));

    /// <summary>The branch of a group.</summary>
    /// <exception cref="QuantumGraphException">The rows do not have all its dimensions.</exception>
    public Branch this[DimensionGroup group]
    {
        get
        {
            if (branches.TryGetValue(group, out var branch))
                return branch;
            if (!Has(group))
                throw new QuantumGraphException($"Data IDs of {group} can't be made from those of {root.Table.Dimensions}.");
            var source = branches.Values.Where(b => group.IsSubsetOf(b.Table.Dimensions)).MinBy(b => b.Count)!;
            branch = new Branch(new DataIdTable(group, root.Table.Space));
            source.OnTo(branch);
            branches.Add(group, branch);
            return branch;
        }
    }

    /// <summary>The pairs of rows of two groups that occur together.</summary>
    public IEnumerable<(int Left, int Right)> Pairs(Branch left, Branch right)
    {
        var both = this[left.Table.Dimensions.Union(right.Table.Dimensions)];
        var onLeft = both.OnTo(left);
        var onRight = both.OnTo(right);
        for (var i = 0; i < onLeft.Length; i++)
            yield return (onLeft[i], onRight[i]);
    }
}

using SkyButler.Parquet.Reading.Values;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Entries;

/// <summary>What was read of one leaf: its values with places for nulls, and the levels that say to which rows and lists they belong.</summary>
internal sealed class LeafOutput(FieldNode node, MemoryBudget budget)
{
    public FieldNode Node { get; } = node;

    public LeafValues Values { get; } = LeafValues.For(node.Field, budget);

    public LevelBuffer Definitions { get; } = new((byte)node.Leaf!.MaximumDefinition, budget);

    public LevelBuffer Repetitions { get; } = new(0, budget);
}

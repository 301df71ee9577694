using SkyButler.Parquet.Filters.Tests;
using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>A test of one column's values.</summary>
internal sealed class BoundTest(IReadOnlyList<FieldNode> way, ValueTest test) : BoundFilter
{
    public override IEnumerable<IReadOnlyList<FieldNode>> Columns => [way];

    public override IReadOnlyList<RowRange> Candidates(GroupKnowledge knowledge) =>
        knowledge.Ask(way[^1].Leaf!.Ordinal, (known, rows) => known is null || (known.NullCount != rows && test.MayMatch(known)));

    public override void Evaluate(ParquetBatch batch, Span<bool> result)
    {
        var present = new bool[batch.RowCount];
        var column = FilterColumn.Of(way, batch, present);
        test.Evaluate(column, result);
        for (var i = 0; i < result.Length; i++)
            result[i] &= present[i];
    }
}

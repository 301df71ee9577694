using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>Whether one column is null.</summary>
internal sealed class BoundNullTest(IReadOnlyList<FieldNode> way, bool isNull) : BoundFilter
{
    public override IEnumerable<IReadOnlyList<FieldNode>> Columns => [way];

    public override IReadOnlyList<RowRange> Candidates(GroupKnowledge knowledge) =>
        knowledge.Ask(way[^1].Leaf!.Ordinal, (known, rows) => known?.NullCount is not { } nulls || (isNull ? nulls != 0 : nulls != rows));

    public override void Evaluate(ParquetBatch batch, Span<bool> result)
    {
        FilterColumn.Of(way, batch, result);
        if (!isNull)
            return;
        for (var i = 0; i < result.Length; i++)
            result[i] = !result[i];
    }
}

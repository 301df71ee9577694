using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>Several filters, all or any of which must be fulfilled.</summary>
internal sealed class BoundJoin(IReadOnlyList<BoundFilter> filters, bool isAnd) : BoundFilter
{
    public override IEnumerable<IReadOnlyList<FieldNode>> Columns => filters.SelectMany(f => f.Columns);

    public override IReadOnlyList<RowRange> Candidates(GroupKnowledge knowledge)
    {
        var each = filters.Select(f => f.Candidates(knowledge));
        return isAnd ? each.Aggregate(RowRanges.Intersect) : RowRanges.Merge(each.SelectMany(r => r));
    }

    public override void Evaluate(ParquetBatch batch, Span<bool> result)
    {
        filters[0].Evaluate(batch, result);
        var other = new bool[result.Length];
        foreach (var filter in filters.Skip(1))
        {
            filter.Evaluate(batch, other);
            for (var i = 0; i < other.Length; i++)
                result[i] = isAnd ? result[i] & other[i] : result[i] | other[i];
        }
    }
}

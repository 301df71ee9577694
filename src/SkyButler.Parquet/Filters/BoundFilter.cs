using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>A filter whose columns were found in a schema.</summary>
internal abstract class BoundFilter
{
    /// <summary>The columns that it looks at, each as the way down to it.</summary>
    public abstract IEnumerable<IReadOnlyList<FieldNode>> Columns { get; }

    /// <summary>The rows of a row group that may fulfil it, by what is known of the group and its pages.</summary>
    public abstract IReadOnlyList<RowRange> Candidates(GroupKnowledge knowledge);

    /// <summary>Which rows of a batch fulfil it.</summary>
    public abstract void Evaluate(ParquetBatch batch, Span<bool> result);
}

using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Results.Overlaps;

/// <summary>Brings two sides of a join on the sky together: every pair of records with a common pixel whose regions overlap, once.</summary>
internal sealed class OverlapMerge
{
    private const int RowsOfFirstBatch = 256;
    private const int RowsOfBatch = 4096;

    private readonly OverlapSide left;
    private readonly OverlapSide right;
    private readonly ColumnType[] types;
    private readonly (bool IsLeft, int Key)[] places;

    private OverlapMerge(QueryPlan plan, MergedOverlap way, OverlapSide left, OverlapSide right)
    {
        this.left = left;
        this.right = right;
        var dimensions = plan.Columns.Cast<QueryColumn.Key>().Select(c => c.Dimension).ToList();
        types = [.. dimensions.Select(d => d.PrimaryKey!.Type)];
        places = [.. dimensions.Select(d => IndexIn(way.Left.Element, d) is var l and >= 0 ? (true, l) : (false, IndexIn(way.Right.Element, d)))];
    }

    /// <summary>The pairs for a plan; null where it must be answered otherwise.</summary>
    public static async Task<OverlapMerge?> ForAsync(RegistryContext context, QueryPlan plan, CancellationToken cancellationToken)
    {
        if (MergedOverlap.For(plan) is not { } way || await OverlapSide.ReadAsync(context, way.Left, cancellationToken).ConfigureAwait(false) is not { } left)
            return null;
        return await OverlapSide.ReadAsync(context, way.Right, cancellationToken).ConfigureAwait(false) is { } right ? new OverlapMerge(plan, way, left, right) : null;
    }

    /// <summary>The pairs in batches, with the plan's columns.</summary>
    public IEnumerable<RowBatch> Batches()
    {
        var batch = new RowBatch(types, RowsOfFirstBatch);
        var seen = new int[right.Keys.Count];
        var (pixels, near) = (new List<long>(), new List<int>());
        for (var l = 0; l < left.Keys.Count; l++)
        {
            if (left.Regions[l] is not { } region)
                continue;
            pixels.Clear();
            near.Clear();
            left.AddPixelsOf(l, pixels);
            foreach (var pixel in pixels)
                right.AddRecordsAt(pixel, seen, l + 1, near);
            foreach (var r in near)
            {
                if (right.Regions[r] is not { } other || !region.MayOverlap(other))
                    continue;
                Write(batch, left.Keys[l], right.Keys[r]);
                if (batch.Count < batch.Capacity)
                    continue;
                yield return batch;
                batch = new RowBatch(types, RowsOfBatch);
            }
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private void Write(RowBatch batch, DataIdValue[] leftKey, DataIdValue[] rightKey)
    {
        var row = batch.Count++;
        for (var c = 0; c < places.Length; c++)
        {
            var value = (places[c].IsLeft ? leftKey : rightKey)[places[c].Key];
            if (value.IsText)
                batch.Column(c).Texts[row] = value.Text;
            else
                batch.Column(c).Numbers[row] = value.Number;
        }
    }

    private static int IndexIn(DimensionElement element, DimensionElement dimension) => element.Required.ToList().IndexOf(dimension);
}

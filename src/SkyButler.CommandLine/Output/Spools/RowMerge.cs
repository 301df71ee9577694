using System.Runtime.CompilerServices;

namespace SkyButler.CommandLine.Output.Spools;

/// <summary>Sorted rows of several sources as one.</summary>
internal static class RowMerge
{
    /// <summary>All rows in order; of equal ones those of the earlier source first.</summary>
    public static async IAsyncEnumerable<object?[]> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<object?[]>> sources, IComparer<object?[]> order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = new PriorityQueue<IAsyncEnumerator<object?[]>, (object?[] Row, int Source)>(
            Comparer<(object?[] Row, int Source)>.Create((a, b) => order.Compare(a.Row, b.Row) is var way && way != 0 ? way : a.Source.CompareTo(b.Source)));
        var open = sources.Select(s => s.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            for (var i = 0; i < open.Count; i++)
                if (await open[i].MoveNextAsync())
                    next.Enqueue(open[i], (open[i].Current, i));
            while (next.TryDequeue(out var source, out var first))
            {
                yield return first.Row;
                if (await source.MoveNextAsync())
                    next.Enqueue(source, (source.Current, first.Source));
            }
        }
        finally
        {
            foreach (var source in open)
                await source.DisposeAsync();
        }
    }
}

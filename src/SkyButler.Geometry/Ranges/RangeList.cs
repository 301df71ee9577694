using System.Collections;

namespace SkyButler.Geometry.Ranges;

/// <summary>Membership changes seen as pairs of begin and end, without copying them.</summary>
internal sealed class RangeList(ulong[] edges) : IReadOnlyList<(ulong Begin, ulong End)>
{
    public int Count => (edges.Length + 1) / 2;

    public (ulong Begin, ulong End) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var end = (2 * index) + 1;
            return (edges[end - 1], end < edges.Length ? edges[end] : 0);
        }
    }

    public IEnumerator<(ulong Begin, ulong End)> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

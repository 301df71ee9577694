namespace SkyButler.Geometry.Ranges;

/// <summary>Combines two sets in one sweep over the points where membership in either changes.</summary>
internal static class RangeMerge
{
    public static ulong[] Combine(ulong[] a, ulong[] b, Func<bool, bool, bool> rule)
    {
        var result = new List<ulong>(a.Length + b.Length);
        var inside = false;
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            var edge = j >= b.Length || (i < a.Length && a[i] <= b[j]) ? a[i] : b[j];
            if (i < a.Length && a[i] == edge)
                i++;
            if (j < b.Length && b[j] == edge)
                j++;
            // After an odd number of its changes, a point is in the set.
            if (rule(i % 2 == 1, j % 2 == 1) != inside)
            {
                inside = !inside;
                result.Add(edge);
            }
        }
        return [.. result];
    }
}

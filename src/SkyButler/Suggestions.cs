namespace SkyButler;

/// <summary>Finds the known name that a mistyped one most likely means.</summary>
public static class Suggestions
{
    /// <summary>A sentence such as <c> Did you mean 'detector'?</c>, led by a blank; empty where nothing is near.</summary>
    public static string For(string unknown, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(unknown);
        var allowed = Math.Max(1, unknown.Length / 3);
        string? best = null;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - unknown.Length) > allowed)
                continue;
            var distance = Distance(unknown.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance <= allowed)
            {
                allowed = distance - 1;
                best = candidate;
            }
        }

        return best is null ? "" : $" Did you mean '{best}'?";
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}

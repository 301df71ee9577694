using System.Text.RegularExpressions;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>What a data query that found nothing says of the instrument.</summary>
internal static partial class InstrumentCondition
{
    /// <summary>An instrument that a query names where it does not name a pipeline's own; null where there is none.</summary>
    public static string? Contradiction(string query, string own)
    {
        var named = Named().Matches(query).Select(m => m.Groups["name"].Value).ToList();
        return named.Contains(own, StringComparer.Ordinal) ? null : named.FirstOrDefault();
    }

    [GeneratedRegex("""(?<![\w.])instrument(\.name)?\s*=\s*'(?<name>[^']*)'""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}

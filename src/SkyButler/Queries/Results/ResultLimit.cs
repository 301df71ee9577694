using SkyButler.Queries.Composition;

namespace SkyButler.Queries.Results;

/// <summary>Counts results against a limit, beyond which one more was asked for where somebody wants to know.</summary>
internal sealed class ResultLimit(ResultOptions options)
{
    private readonly int? limit = options.Limit is { } n ? (int)Math.Min(Math.Abs((long)n), int.MaxValue) : null;
    private int taken;

    /// <summary>How many rows to ask for, so that it can be told whether there are more.</summary>
    public static int? Wanted(ResultOptions options) => options.Limit is not { } n
        ? null
        : (int)Math.Min(Math.Abs((long)n) + (options.OnTruncated is null ? 0 : 1), int.MaxValue);

    /// <summary>Whether one more result is within the limit; the first that isn't is reported.</summary>
    public bool Takes()
    {
        if (taken != limit)
        {
            taken++;
            return true;
        }

        options.OnTruncated?.Invoke(limit.Value);
        return false;
    }
}

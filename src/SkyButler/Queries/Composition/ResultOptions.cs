namespace SkyButler.Queries.Composition;

/// <summary>In which order, how many, and with what results come.</summary>
internal sealed record ResultOptions
{
    public static ResultOptions Plain { get; } = new();

    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many; the sign is not looked at.</summary>
    public int? Limit { get; init; }

    /// <summary>So many are left out at the beginning.</summary>
    public int Offset { get; init; }

    public bool WithRecords { get; init; }

    /// <summary>Called with the limit where there are more results.</summary>
    public Action<int>? OnTruncated { get; init; }
}

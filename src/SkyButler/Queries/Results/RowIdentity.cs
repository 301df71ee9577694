namespace SkyButler.Queries.Results;

/// <summary>Compares rows by the values of their columns.</summary>
internal sealed class RowIdentity : IEqualityComparer<object?[]>
{
    public static RowIdentity Instance { get; } = new();

    public bool Equals(object?[]? x, object?[]? y) => x is not null && y is not null && x.AsSpan().SequenceEqual(y);

    public int GetHashCode(object?[] obj)
    {
        var hash = default(HashCode);
        foreach (var value in obj)
            hash.Add(value);
        return hash.ToHashCode();
    }
}

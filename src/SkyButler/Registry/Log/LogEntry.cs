namespace SkyButler.Registry.Log;

/// <summary>Something that was done to a repository, and can perhaps be taken back.</summary>
public sealed record LogEntry
{
    /// <summary>Its identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What was done.</summary>
    public required LogAction Action { get; init; }

    /// <summary>To which collections, or to how many datasets; shortened where they are many.</summary>
    public required string Subject { get; init; }

    /// <summary>How far it is.</summary>
    public LogState State { get; init; } = LogState.Done;

    /// <summary>How many datasets it certified, or removed so far.</summary>
    public long Datasets { get; init; }

    /// <summary>Why what it removed is not kept, so that it can't be taken back; null where it is kept.</summary>
    public string? NotKept { get; init; }

    /// <summary>In how many parts it removed them.</summary>
    internal long Parts { get; init; }
}

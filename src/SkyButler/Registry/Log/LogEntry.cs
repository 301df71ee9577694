namespace SkyButler.Registry.Log;

/// <summary>Something that was done to a repository, and can perhaps be taken back.</summary>
/// <param name="Id">Its identifier; later ones are greater.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To which collections.</param>
/// <param name="IsUndone">Whether it was taken back.</param>
public sealed record LogEntry(Guid Id, DateTimeOffset Time, LogAction Action, string Subject, bool IsUndone)
{
    /// <summary>What taking it back needs.</summary>
    internal LogDetail Detail { get; init; } = new();
}

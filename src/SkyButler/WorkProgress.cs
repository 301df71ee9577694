namespace SkyButler;

/// <summary>How far some long work has come, for whoever shows it to a person.</summary>
/// <param name="Work">What is done, such as <c>Ingesting files</c>.</param>
/// <param name="Done">How many pieces are done.</param>
/// <param name="Total">How many there are; 0 where nobody knows before the end.</param>
public readonly record struct WorkProgress(string Work, long Done, long Total)
{
    /// <summary>How many bytes the pieces have that are done; 0 where that says nothing.</summary>
    public long Bytes { get; init; }

    /// <summary>Name of the part of the work that this tells of; null where it tells of the whole.</summary>
    public string? Part { get; init; }

    /// <summary>How many of the pieces that are done failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many of the pieces that are done were not tried.</summary>
    public long Skipped { get; init; }
}

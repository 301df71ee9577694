namespace SkyButler;

/// <summary>How far some long work has come, for whoever shows it to a person.</summary>
/// <param name="Work">What is done, such as <c>Ingesting files</c>.</param>
/// <param name="Done">How many pieces are done.</param>
/// <param name="Total">How many there are; 0 where nobody knows before the end.</param>
public readonly record struct WorkProgress(string Work, long Done, long Total)
{
    /// <summary>How many bytes the pieces have that are done; 0 where that says nothing.</summary>
    public long Bytes { get; init; }
}

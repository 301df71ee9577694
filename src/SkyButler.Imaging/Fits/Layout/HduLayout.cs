namespace SkyButler.Imaging.Fits.Layout;

/// <summary>Where an HDU lies in its file, checked to be possible: its data lie within the file.</summary>
internal sealed record HduLayout
{
    public required string File { get; init; }

    public required int Index { get; init; }

    public required FitsHeader Header { get; init; }

    public required FitsHduKind Kind { get; init; }

    public required int Bitpix { get; init; }

    /// <summary>Lengths of the axes as the header has them.</summary>
    public required IReadOnlyList<long> Axes { get; init; }

    /// <summary>Where its header begins.</summary>
    public long HeaderOffset { get; init; }

    public required long DataOffset { get; init; }

    /// <summary>Bytes of data without padding.</summary>
    public required long DataLength { get; init; }

    /// <summary>Bytes behind a table's rows: its gap and heap.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Where the next HDU would begin.</summary>
    public long End => DataOffset + FitsBlocks.RoundUp(DataLength);

    public FitsFormatException Error(string problem) => new(File, $"HDU {Index}: {problem}");
}

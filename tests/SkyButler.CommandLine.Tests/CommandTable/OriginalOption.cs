namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>An option as the sheet has it.</summary>
/// <param name="Spellings">What may be typed, without the one that switches off.</param>
/// <param name="Negative">What switches it off; null where nothing does.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Repeats">Whether it may be repeated.</param>
/// <param name="Choices">The values to choose from; empty for any.</param>
/// <param name="Default">The default; null where the sheet says none.</param>
internal sealed record OriginalOption(
    IReadOnlyList<string> Spellings, string? Negative, bool TakesValue, bool Repeats, IReadOnlyList<string> Choices, string? Default)
{
    /// <summary>The spelling by which it is looked up.</summary>
    public string Name => Spellings[^1];
}

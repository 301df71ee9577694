namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>An option that may be repeated, and whose values may hold several, divided by commas.</summary>
internal sealed class ListOption(params string[] names) : CommandOption(names)
{
    /// <summary>What a value is, in capitals.</summary>
    public string Metavar { get; init; } = "TEXT ...";

    /// <summary>Whether commas divide values; those inside square brackets never do.</summary>
    public bool SplitsOnCommas { get; init; } = true;

    /// <summary>The values when the option is not given.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    /// <summary>The allowed values, in any case; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <inheritdoc />
    public override bool TakesValue => true;

    /// <inheritdoc />
    public override string Usage => $"{string.Join(", ", Names)} {(Choices.Count > 0 ? $"[{string.Join('|', Choices)}]" : Metavar)}";

    /// <inheritdoc />
    public override string Notes => Default.Count > 0 ? $"default: {string.Join(',', Default)}" : "";
}

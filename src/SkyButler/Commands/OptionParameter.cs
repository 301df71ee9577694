namespace SkyButler.Commands;

/// <summary>An option of a subcommand.</summary>
/// <param name="Name">How it is written, such as <c>--regex</c>.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Help">What it does, in a sentence or two.</param>
public sealed record OptionParameter(string Name, OptionKind Kind, string Help)
{
    /// <summary>A short spelling, such as <c>-t</c>; null for none.</summary>
    public string? Short { get; init; }

    /// <summary>What its value is, in capitals.</summary>
    public string Metavar { get; init; } = "TEXT";

    /// <summary>The value when it is not given; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The values to choose from; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>An option with one value; given more than once, the last one counts.</summary>
internal sealed class ValueOption(params string[] names) : CommandOption(names)
{
    /// <summary>What the value is, in capitals.</summary>
    public string Metavar { get; init; } = "TEXT";

    /// <summary>The value when the option is not given; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The allowed values; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How values are compared with the choices.</summary>
    public StringComparison ChoiceComparison { get; init; } = StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether a command can't do without.</summary>
    public bool IsRequired { get; init; }

    /// <inheritdoc />
    public override bool TakesValue => true;

    /// <inheritdoc />
    public override string Usage => $"{string.Join(", ", Names)} {(Choices.Count > 0 ? $"[{string.Join('|', Choices)}]" : Metavar)}";

    /// <inheritdoc />
    public override string Notes => IsRequired ? "required" : Default is { Length: > 0 } ? $"default: {Default}" : "";
}

namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>An option without value: given or not, perhaps with a spelling for "no".</summary>
internal sealed class FlagOption(params string[] names) : CommandOption(names)
{
    /// <summary>The spelling that switches off; null where there is none.</summary>
    public string? Negative { get; init; }

    /// <summary>The state when neither spelling is given.</summary>
    public bool Default { get; init; }

    /// <inheritdoc />
    public override bool TakesValue => false;

    /// <inheritdoc />
    public override IEnumerable<string> Spellings => Negative is null ? Names : Names.Append(Negative);

    /// <inheritdoc />
    public override string Usage => string.Join(", ", Names) + (Negative is null ? "" : " / " + Negative);

    /// <inheritdoc />
    public override string Notes => Negative is null ? "" : $"default: {(Default ? LongName : Negative)[2..]}";
}

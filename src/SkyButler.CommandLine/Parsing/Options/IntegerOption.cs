using System.Globalization;

namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>An option with an integer; given more than once, the last one counts.</summary>
internal sealed class IntegerOption(params string[] names) : CommandOption(names)
{
    /// <summary>The number when the option is not given.</summary>
    public int Default { get; init; }

    /// <summary>The least number allowed.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>The greatest number allowed.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <inheritdoc />
    public override bool TakesValue => true;

    /// <inheritdoc />
    public override string Usage => $"{string.Join(", ", Names)} INTEGER";

    /// <inheritdoc />
    public override string Notes => string.Create(CultureInfo.InvariantCulture, $"default: {Default}");
}

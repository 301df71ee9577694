namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>An option of a command: what is typed, what it takes, and the words that help says about it.</summary>
internal abstract class CommandOption
{
    protected CommandOption(IReadOnlyList<string> names) => Names = names;

    /// <summary>All spellings, as they are shown: the short one first, where there is one.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Every spelling that the command line accepts.</summary>
    public virtual IEnumerable<string> Spellings => Names;

    /// <summary>What it does, in a sentence or two.</summary>
    public required string Help { get; init; }

    /// <summary>Whether a value follows.</summary>
    public abstract bool TakesValue { get; }

    /// <summary>The left column of help.</summary>
    public abstract string Usage { get; }

    /// <summary>What stands in brackets after the help text; empty for nothing.</summary>
    public virtual string Notes => "";

    /// <summary>The spelling that errors use.</summary>
    public string LongName => Names.FirstOrDefault(name => name.StartsWith("--", StringComparison.Ordinal)) ?? Names[0];

    /// <inheritdoc />
    public override string ToString() => LongName;
}

using System.Globalization;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>One keyword over many files: its comment, and its value in each file that has it.</summary>
/// <param name="Keyword">The keyword.</param>
/// <param name="Comment">The comment of its first card.</param>
/// <param name="Values">Values by file; null where a file lacks it.</param>
internal sealed record CardSample(string Keyword, string Comment, IReadOnlyList<object?> Values)
{
    /// <summary>Values as texts without blanks around, of files that have one.</summary>
    public IReadOnlyList<string> Texts { get; } =
        [.. Values.Where(value => value is not null).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim()).Where(text => text.Length > 0)];

    /// <summary>The different ones among them.</summary>
    public IReadOnlyList<string> Distinct => [.. Texts.Distinct(StringComparer.Ordinal)];

    /// <summary>Whether every file has a value that is one number, whatever its type.</summary>
    public bool IsNumber => IsComplete && Texts.All(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>Whether every file has a value that is a whole number.</summary>
    public bool IsWhole => IsComplete && Values.All(value => value is long);

    /// <summary>Whether every file has a value.</summary>
    public bool IsComplete => Texts.Count == Values.Count;

    /// <summary>Whether all values are texts.</summary>
    public bool IsText => Texts.Count > 0 && Values.All(value => value is null or string);
}

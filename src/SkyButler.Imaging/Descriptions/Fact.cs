namespace SkyButler.Imaging.Descriptions;

/// <summary>One thing that is known of a file or object.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">A text, number or truth value.</param>
public sealed record Fact(string Name, object Value);

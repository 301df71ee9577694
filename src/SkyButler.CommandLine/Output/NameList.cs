namespace SkyButler.CommandLine.Output;

/// <summary>A cell of several names that a table shows on one line, as the original prints a list.</summary>
/// <param name="Names">The names.</param>
internal sealed record NameList(IReadOnlyList<string> Names)
{
    /// <inheritdoc />
    public override string ToString() => "[" + string.Join(", ", Names.Select(name => $"'{name}'")) + "]";
}

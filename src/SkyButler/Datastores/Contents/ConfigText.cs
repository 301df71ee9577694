namespace SkyButler.Datastores.Contents;

/// <summary>The configuration of a task as the text of its file; the original's are Python programs and are never executed.</summary>
/// <param name="Text">The whole file.</param>
public sealed record ConfigText(string Text)
{
    /// <inheritdoc />
    public override string ToString() => Text;
}

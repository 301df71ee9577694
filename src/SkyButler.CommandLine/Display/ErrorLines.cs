using System.Text;

namespace SkyButler.CommandLine.Display;

/// <summary>Standard error of a person: while a bar is drawn, lines that are written appear above it.</summary>
internal sealed class ErrorLines(TextWriter inner) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <summary>The bar that is drawn now; null for none.</summary>
    public ProgressBar? Bar { get; set; }

    /// <inheritdoc />
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (Bar is { } bar)
            bar.WriteAbove(value ?? "");
        else
            inner.Write(value);
    }

    /// <inheritdoc />
    public override void Flush() => inner.Flush();
}

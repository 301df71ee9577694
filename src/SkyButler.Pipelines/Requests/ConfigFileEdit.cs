namespace SkyButler.Pipelines.Requests;

/// <summary>Applies a file of overrides to a task's configuration (<c>-C LABEL:FILE</c>).</summary>
/// <param name="Label">Label of the task.</param>
/// <param name="File">Path of the file.</param>
public sealed record ConfigFileEdit(string Label, string File) : PipelineEdit
{
    /// <summary>Reads <c>LABEL:FILE</c>.</summary>
    /// <exception cref="PipelineException">The text has another form.</exception>
    public static ConfigFileEdit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new ConfigFileEdit(text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new PipelineException($"The configuration file '{text}' should look like LABEL:FILE.");
    }
}

namespace SkyButler.Pipelines.Requests;

/// <summary>Sets a field of a task's configuration (<c>-c LABEL:NAME=VALUE</c>); the label <c>parameters</c> sets a parameter of the pipeline.</summary>
/// <param name="Label">Label of the task.</param>
/// <param name="Field">Dotted name of the field.</param>
/// <param name="Value">The value as written.</param>
public sealed record ConfigEdit(string Label, string Field, string Value) : PipelineEdit
{
    /// <summary>Reads <c>LABEL:NAME=VALUE</c>; the value may hold commas, colons and equal signs.</summary>
    /// <exception cref="PipelineException">The text has another form.</exception>
    public static ConfigEdit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = equals < 0 ? -1 : text.IndexOf(':', 0, equals);
        return colon > 0 && equals > colon + 1
            ? new ConfigEdit(text[..colon].Trim(), text[(colon + 1)..equals].Trim(), text[(equals + 1)..])
            : throw new PipelineException($"The configuration override '{text}' should look like LABEL:FIELD=VALUE.");
    }
}

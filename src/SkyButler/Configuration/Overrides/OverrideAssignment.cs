namespace SkyButler.Configuration.Overrides;

/// <summary>One statement of an override file.</summary>
/// <param name="Path">The field, relative to the configuration.</param>
/// <param name="Value">Null, bool, long, double, string, list, dictionary or <see cref="NewConfig"/>.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
public sealed record OverrideAssignment(string Path, object? Value, int Line)
{
    /// <summary>What is done to the field; unless it is set, <see cref="Value"/> is the list of arguments.</summary>
    public OverrideEdit Edit { get; init; }

    /// <summary>The assignment that an option of a command line says, <c>name=value</c>; null where it says none.</summary>
    public static OverrideAssignment? FromOption(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 ? null : new(text[..equals].Trim(), PythonLiteral.Interpret(text[(equals + 1)..].Trim()), 0);
    }
}

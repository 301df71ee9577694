namespace SkyButler.Configuration.Overrides;

/// <summary>One statement of an override file.</summary>
/// <param name="Path">The field, relative to the configuration.</param>
/// <param name="Value">Null, bool, long, double, string, list, dictionary or <see cref="NewConfig"/>.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
public sealed record OverrideAssignment(string Path, object? Value, int Line)
{
    /// <summary>What is done to the field; unless it is set, <see cref="Value"/> is the list of arguments.</summary>
    public OverrideEdit Edit { get; init; }
}

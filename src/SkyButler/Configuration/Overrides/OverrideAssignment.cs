namespace SkyButler.Configuration.Overrides;

/// <summary>One assignment of an override file.</summary>
/// <param name="Path">The field, relative to the configuration.</param>
/// <param name="Value">Null, bool, long, double, string, list, dictionary or <see cref="NewConfig"/>.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
public sealed record OverrideAssignment(string Path, object? Value, int Line);

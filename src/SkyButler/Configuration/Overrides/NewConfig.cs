namespace SkyButler.Configuration.Overrides;

/// <summary>What <c>module.Class()</c> means in an override file: a configuration with its defaults.</summary>
/// <param name="ClassName">The dotted name.</param>
public sealed record NewConfig(string ClassName);

namespace SkyButler.Pipelines.Configs.Text;

/// <summary>What <c>module.Class()</c> means in an override file: a configuration with its defaults.</summary>
/// <param name="ClassName">The dotted name.</param>
internal sealed record NewConfig(string ClassName);

namespace SkyButler.Pipelines.Configs;

/// <summary>Limits how many elements a list has; both limits are allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigLengthAttribute : Attribute
{
    /// <summary>Fewest elements.</summary>
    public int Min { get; init; }

    /// <summary>Most elements.</summary>
    public int Max { get; init; } = int.MaxValue;
}

namespace SkyButler.Pipelines.Configs;

/// <summary>Limits a number; by default the lower limit is allowed and the upper is not, as in the original.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigRangeAttribute : Attribute
{
    /// <summary>Lower limit.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Upper limit.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the lower limit itself is allowed.</summary>
    public bool InclusiveMin { get; init; } = true;

    /// <summary>Whether the upper limit itself is allowed.</summary>
    public bool InclusiveMax { get; init; }
}

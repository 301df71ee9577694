using System.Globalization;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Configuration.Nodes;

/// <summary>A single value.</summary>
public sealed class ConfigScalar : ConfigNode
{
    private readonly string? _text;

    /// <summary>Makes a scalar.</summary>
    /// <param name="value">
    /// Null, bool, long, BigInteger, double, string, DateOnly, DateTime (without zone), DateTimeOffset or byte[]; other integers and float
    /// are taken as long and double.
    /// </param>
    /// <param name="text">How it was written, when that is known.</param>
    /// <param name="tag">A tag that is not one of YAML's own.</param>
    /// <param name="location">Where it was written.</param>
    public ConfigScalar(object? value, string? text = null, string? tag = null, ConfigLocation location = default)
        : base(tag, location)
    {
        Value = value switch
        {
            int or short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            float number => (double)number,
            _ => value,
        };
        _text = text;
    }

    /// <summary>The value.</summary>
    public object? Value { get; }

    /// <summary>The value as text: as it was written, or else as YAML writes it; null for the null value.</summary>
    public string? Text => Value is null ? null : Value as string ?? _text ?? YamlScalarText.Of(Value);

    /// <inheritdoc/>
    public override string Kind => Value switch
    {
        null => "null",
        bool => "a boolean",
        long or System.Numerics.BigInteger => "an integer",
        double => "a number",
        string => "text",
        byte[] => "binary data",
        _ => "a time",
    };

    /// <inheritdoc/>
    public override string ToString() => Text ?? "null";
}

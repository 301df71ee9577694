using System.Globalization;

namespace SkyButler.Dimensions.DataIds;

/// <summary>The value of one dimension in a data ID: an integer or a text, without boxing.</summary>
public readonly struct DataIdValue : IEquatable<DataIdValue>, IComparable<DataIdValue>
{
    private readonly string? text;
    private readonly long number;

    /// <summary>An integer value.</summary>
    public DataIdValue(long value) => number = value;

    /// <summary>A text value.</summary>
    public DataIdValue(string value) => text = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>True for text.</summary>
    public bool IsText => text is not null;

    /// <summary>The integer; an error for text.</summary>
    public long Number => text is null ? number : throw new DimensionException($"The data ID value '{text}' is text, not an integer.");

    /// <summary>The text; an error for an integer.</summary>
    public string Text => text ?? throw new DimensionException($"The data ID value {ToString()} is an integer, not text.");

    /// <summary>An integer as a value.</summary>
    public static implicit operator DataIdValue(long value) => new(value);

    /// <summary>A text as a value.</summary>
    public static implicit operator DataIdValue(string value) => new(value);

    /// <summary>Equal type and value.</summary>
    public static bool operator ==(DataIdValue a, DataIdValue b) => a.Equals(b);

    /// <summary>Another type or value.</summary>
    public static bool operator !=(DataIdValue a, DataIdValue b) => !a.Equals(b);

    /// <summary>A boxed integer or text as a value.</summary>
    /// <exception cref="DimensionException">It is something else.</exception>
    public static DataIdValue From(object value) => value switch
    {
        DataIdValue same => same,
        string s => new(s),
        long or int or short or byte or uint or ushort or sbyte => new(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => throw new DimensionException(
            $"A data ID value is an integer or text, not {value.GetType().Name} '{Convert.ToString(value, CultureInfo.InvariantCulture)}'."),
    };

    /// <summary>The value boxed: <see cref="long"/> or <see cref="string"/>.</summary>
    public object ToObject() => text is null ? number : text;

    /// <inheritdoc />
    public bool Equals(DataIdValue other) => number == other.number && string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is DataIdValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => text is null ? number.GetHashCode() : text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Integers by size, before texts by code point.</summary>
    public int CompareTo(DataIdValue other) => (text, other.text) switch
    {
        (null, null) => number.CompareTo(other.number),
        (null, _) => -1,
        (_, null) => 1,
        _ => string.CompareOrdinal(text, other.text),
    };

    /// <summary>The value as plain text.</summary>
    public override string ToString() => text ?? number.ToString(CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;

namespace SkyButler.Parquet.Schemas;

/// <summary>
/// One field of a schema: a value, or a struct, list or map of others. Fields may hold nulls unless they are <see cref="Required"/>.
/// The layers that a file puts between a list and its elements don't show: a list has one child, its element; a map has one child,
/// a struct of key and value.
/// </summary>
public sealed class ParquetField
{
    private ParquetField(string name, FieldKind kind, IReadOnlyList<ParquetField> children)
    {
        Name = name;
        Kind = kind;
        Children = children;
    }

    private ParquetField(ParquetField other)
        : this(other.Name, other.Kind, other.Children)
    {
        IsNullable = other.IsNullable;
        FieldId = other.FieldId;
        PhysicalType = other.PhysicalType;
        ByteWidth = other.ByteWidth;
        LogicalType = other.LogicalType;
    }

    /// <summary>The name within its parent.</summary>
    public string Name { get; private init; }

    /// <summary>What it holds.</summary>
    public FieldKind Kind { get; }

    /// <summary>Whether there may be nulls.</summary>
    public bool IsNullable { get; private init; } = true;

    /// <summary>A number by which some programs know the field whatever its name; null for none.</summary>
    public int? FieldId { get; private init; }

    /// <summary>Of a value: how it lies in the file.</summary>
    public PhysicalType PhysicalType { get; private init; }

    /// <summary>Of <see cref="PhysicalType.FixedByteArray"/>: the number of bytes of each value.</summary>
    public int ByteWidth { get; private init; }

    /// <summary>Of a value: what it means; null where nothing is said.</summary>
    public LogicalType? LogicalType { get; private init; }

    /// <summary>The fields inside; empty for a value.</summary>
    public IReadOnlyList<ParquetField> Children { get; private init; }

    /// <summary>The type of the numbers that a column of this field keeps, such as <see cref="double"/>; null where it keeps bytes or other columns.</summary>
    public Type? ValueType => Kind != FieldKind.Value ? null : PhysicalType switch
    {
        PhysicalType.Boolean => typeof(bool),
        PhysicalType.Int32 when LogicalType is { Kind: LogicalKind.Integer } integer => (integer.BitWidth, integer.IsSigned) switch
        {
            (8, true) => typeof(sbyte),
            (8, false) => typeof(byte),
            (16, true) => typeof(short),
            (16, false) => typeof(ushort),
            (_, false) => typeof(uint),
            _ => typeof(int),
        },
        PhysicalType.Int32 => typeof(int),
        PhysicalType.Int64 when LogicalType is { Kind: LogicalKind.Integer, IsSigned: false } => typeof(ulong),
        PhysicalType.Int64 or PhysicalType.Int96 => typeof(long),
        PhysicalType.Float => typeof(float),
        PhysicalType.Double => typeof(double),
        PhysicalType.FixedByteArray when LogicalType?.Kind == LogicalKind.Float16 => typeof(Half),
        _ => null,
    };

    /// <summary>A field of plain values: truth values, numbers or bytes of any length.</summary>
    /// <exception cref="ParquetRequestException">The type needs more than itself, or isn't written.</exception>
    public static ParquetField Of(string name, PhysicalType type) => type switch
    {
        PhysicalType.FixedByteArray => throw new ParquetRequestException($"The field '{name}' needs the number of its bytes; say ParquetField.FixedBytes"),
        PhysicalType.Int96 => throw new ParquetRequestException($"The field '{name}' cannot be of type Int96, which is obsolete; take a timestamp in nanoseconds"),
        _ => Leaf(name, type, 0, null),
    };

    /// <summary>A field of values with a meaning; how they lie in the file follows from it.</summary>
    public static ParquetField Of(string name, LogicalType type)
    {
        var (physical, width) = type.Kind switch
        {
            LogicalKind.Date or LogicalKind.Null => (PhysicalType.Int32, 0),
            LogicalKind.Time when type.Unit == TimeUnit.Milliseconds => (PhysicalType.Int32, 0),
            LogicalKind.Time or LogicalKind.Timestamp => (PhysicalType.Int64, 0),
            LogicalKind.Integer => (type.BitWidth == 64 ? PhysicalType.Int64 : PhysicalType.Int32, 0),
            LogicalKind.Decimal => DecimalStorage.For(type.Precision),
            LogicalKind.Uuid => (PhysicalType.FixedByteArray, 16),
            LogicalKind.Float16 => (PhysicalType.FixedByteArray, 2),
            LogicalKind.Interval => (PhysicalType.FixedByteArray, 12),
            _ => (PhysicalType.ByteArray, 0),
        };
        return Leaf(name, physical, width, type);
    }

    /// <summary>A field for numbers of a type of C#: the integers, <see cref="bool"/>, <see cref="float"/>, <see cref="double"/>, <see cref="Half"/>.</summary>
    /// <exception cref="ParquetRequestException">Another type.</exception>
    public static ParquetField Of<T>(string name)
        where T : unmanaged =>
        typeof(T) == typeof(bool) ? Of(name, PhysicalType.Boolean)
        : typeof(T) == typeof(float) ? Of(name, PhysicalType.Float)
        : typeof(T) == typeof(double) ? Of(name, PhysicalType.Double)
        : typeof(T) == typeof(Half) ? Of(name, LogicalType.Float16)
        : typeof(T) == typeof(int) ? Of(name, PhysicalType.Int32)
        : typeof(T) == typeof(long) ? Of(name, PhysicalType.Int64)
        : typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) ? Of(name, LogicalType.Signed(8 * Unsafe.SizeOf<T>()))
        : typeof(T) == typeof(byte) || typeof(T) == typeof(ushort) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong) ? Of(name, LogicalType.Unsigned(8 * Unsafe.SizeOf<T>()))
        : throw new ParquetRequestException($"The field '{name}' cannot hold values of {typeof(T).Name}; there are bool, the integers of 8 to 64 bits, Half, float and double");

    /// <summary>A field of text.</summary>
    public static ParquetField Text(string name) => Of(name, LogicalType.String);

    /// <summary>A field of bytes, the same number in each value.</summary>
    /// <exception cref="ParquetRequestException">The number is not positive.</exception>
    public static ParquetField FixedBytes(string name, int width) => width > 0
        ? Leaf(name, PhysicalType.FixedByteArray, width, null)
        : throw new ParquetRequestException($"The field '{name}' cannot hold values of {width} bytes; give a positive number");

    /// <summary>A list of elements; what the element is called doesn't matter.</summary>
    public static ParquetField List(string name, ParquetField element) => new(name, FieldKind.List, [element]);

    /// <summary>Fields side by side.</summary>
    /// <exception cref="ParquetRequestException">There is none, which the format cannot say.</exception>
    public static ParquetField Struct(string name, params IReadOnlyList<ParquetField> fields) => fields.Count > 0
        ? new(name, FieldKind.Struct, [.. fields])
        : throw new ParquetRequestException($"The struct '{name}' has no fields; the format needs at least one");

    /// <summary>Keys with values. Keys cannot be null.</summary>
    public static ParquetField Map(string name, ParquetField key, ParquetField value) =>
        new(name, FieldKind.Map, [Struct("key_value", key.Named("key").Required(), value.Named("value")).Required()]);

    /// <summary>This field without nulls.</summary>
    public ParquetField Required() => new(this) { IsNullable = false };

    /// <summary>This field with nulls.</summary>
    public ParquetField Nullable() => new(this) { IsNullable = true };

    /// <summary>This field under another name.</summary>
    public ParquetField Named(string name) => new(this) { Name = name };

    /// <summary>This field with a number.</summary>
    public ParquetField Numbered(int id) => new(this) { FieldId = id };

    /// <summary>As in <c>list&lt;double&gt; spectrum</c>.</summary>
    public override string ToString() => $"{TypeName}{(IsNullable ? "" : " not null")} {Name}";

    /// <summary>The type in words, as in <c>list&lt;double&gt;</c>.</summary>
    public string TypeName => Kind switch
    {
        FieldKind.Value => LogicalType?.ToString() ?? (PhysicalType == PhysicalType.FixedByteArray ? $"fixed[{ByteWidth}]" : PhysicalType.ToString().ToLowerInvariant()),
        FieldKind.List => $"list<{Children[0].TypeName}>",
        _ => $"{(Kind == FieldKind.Map ? "map" : "struct")}<{string.Join(", ", Children.Select(c => c.ToString()))}>",
    };

    internal static ParquetField Leaf(string name, PhysicalType type, int width, LogicalType? logical) =>
        new(name, FieldKind.Value, []) { PhysicalType = type, ByteWidth = width, LogicalType = logical };

    internal static ParquetField Group(string name, FieldKind kind, IReadOnlyList<ParquetField> children) => new(name, kind, children);

    internal ParquetField Identified(int? id) => id is { } number ? Numbered(number) : this;

    internal ParquetField With(IReadOnlyList<ParquetField> children) => new(this) { Children = children };
}

using System.Collections.Frozen;
using System.Numerics;

namespace SkyButler.Imaging.Tables;

/// <summary>Relates types of columns to .NET types and to numpy's names, by which ECSV calls them.</summary>
internal static class ColumnTypes
{
    private static readonly FrozenDictionary<Type, ColumnType> ByType = new Dictionary<Type, ColumnType>
    {
        [typeof(bool)] = ColumnType.Boolean,
        [typeof(sbyte)] = ColumnType.Int8,
        [typeof(byte)] = ColumnType.UInt8,
        [typeof(short)] = ColumnType.Int16,
        [typeof(ushort)] = ColumnType.UInt16,
        [typeof(int)] = ColumnType.Int32,
        [typeof(uint)] = ColumnType.UInt32,
        [typeof(long)] = ColumnType.Int64,
        [typeof(ulong)] = ColumnType.UInt64,
        [typeof(Half)] = ColumnType.Float16,
        [typeof(float)] = ColumnType.Float32,
        [typeof(double)] = ColumnType.Float64,
        [typeof(ComplexSingle)] = ColumnType.Complex64,
        [typeof(Complex)] = ColumnType.Complex128,
        [typeof(string)] = ColumnType.String,
    }.ToFrozenDictionary();

    public static ColumnType Of<T>() => ByType.TryGetValue(typeof(T), out var type)
        ? type
        : throw new TableException($"Columns hold truth values, numbers, complex numbers or texts, not {typeof(T).Name}");

    public static bool IsFloating(ColumnType type) => type is ColumnType.Float16 or ColumnType.Float32 or ColumnType.Float64;

    public static bool IsInteger(ColumnType type) => type is >= ColumnType.Int8 and <= ColumnType.UInt64;

    /// <summary>numpy's name.</summary>
    public static string NameOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => "bool",
        ColumnType.Int8 => "int8",
        ColumnType.UInt8 => "uint8",
        ColumnType.Int16 => "int16",
        ColumnType.UInt16 => "uint16",
        ColumnType.Int32 => "int32",
        ColumnType.UInt32 => "uint32",
        ColumnType.Int64 => "int64",
        ColumnType.UInt64 => "uint64",
        ColumnType.Float16 => "float16",
        ColumnType.Float32 => "float32",
        ColumnType.Float64 => "float64",
        ColumnType.Complex64 => "complex64",
        ColumnType.Complex128 => "complex128",
        _ => "string",
    };

    /// <summary>The type of numpy's name; null for another. What is longer than double precision is cut to it.</summary>
    public static ColumnType? Named(string name) => name switch
    {
        "float128" => ColumnType.Float64,
        "complex256" => ColumnType.Complex128,
        _ => Enum.GetValues<ColumnType>().Cast<ColumnType?>().FirstOrDefault(type => NameOf(type!.Value) == name),
    };

    /// <summary>Calls generic code with the .NET type of a column.</summary>
    public static TResult Dispatch<TResult>(ColumnType type, IColumnTypeVisitor<TResult> visitor) => type switch
    {
        ColumnType.Boolean => visitor.Visit<bool>(),
        ColumnType.Int8 => visitor.Visit<sbyte>(),
        ColumnType.UInt8 => visitor.Visit<byte>(),
        ColumnType.Int16 => visitor.Visit<short>(),
        ColumnType.UInt16 => visitor.Visit<ushort>(),
        ColumnType.Int32 => visitor.Visit<int>(),
        ColumnType.UInt32 => visitor.Visit<uint>(),
        ColumnType.Int64 => visitor.Visit<long>(),
        ColumnType.UInt64 => visitor.Visit<ulong>(),
        ColumnType.Float16 => visitor.Visit<Half>(),
        ColumnType.Float32 => visitor.Visit<float>(),
        ColumnType.Float64 => visitor.Visit<double>(),
        ColumnType.Complex64 => visitor.Visit<ComplexSingle>(),
        ColumnType.Complex128 => visitor.Visit<Complex>(),
        _ => visitor.Visit<string>(),
    };
}

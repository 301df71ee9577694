using System.Runtime.CompilerServices;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>What stands in the place of a missing element, as the original fills it.</summary>
internal static class MissingValues
{
    /// <summary>NaN, -1 of numbers with a sign, true, or 0.</summary>
    public static T Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(double.NaN)
        : typeof(T) == typeof(float) ? As<float, T>(float.NaN)
        : typeof(T) == typeof(Half) ? As<Half, T>(Half.NaN)
        : typeof(T) == typeof(long) ? As<long, T>(-1)
        : typeof(T) == typeof(int) ? As<int, T>(-1)
        : typeof(T) == typeof(short) ? As<short, T>(-1)
        : typeof(T) == typeof(sbyte) ? As<sbyte, T>(-1)
        : typeof(T) == typeof(bool) ? As<bool, T>(true)
        : default;

    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}

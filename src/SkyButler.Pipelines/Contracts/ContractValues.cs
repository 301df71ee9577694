using System.Collections;
using System.Globalization;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Contracts;

/// <summary>Truth, order and arithmetic of values as Python has them.</summary>
internal static class ContractValues
{
    public static bool Truth(object? value) => value switch
    {
        null => false,
        bool b => b,
        string s => s.Length > 0,
        IDictionary map => map.Count > 0,
        IEnumerable list => list.Cast<object?>().Any(),
        Enum => true,
        IConvertible number => Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    public static bool Compare(string sign, object? left, object? right) => sign switch
    {
        "==" => Same(left, right),
        "!=" => !Same(left, right),
        "is" => Same(left, right),
        "is not" => !Same(left, right),
        "in" => Contains(right, left),
        "not in" => !Contains(right, left),
        "<" => Order(left, right) < 0,
        "<=" => Order(left, right) <= 0,
        ">" => Order(left, right) > 0,
        _ => Order(left, right) >= 0,
    };

    public static object? Calculate(string sign, object? left, object? right)
    {
        if (sign == "+" && left is string a && right is string b)
            return a + b;
        if (sign == "+" && IsList(left) && IsList(right))
            return Elements(left).Concat(Elements(right)).ToList();
        if (Plain(left) is long x && Plain(right) is long y)
        {
            return sign switch
            {
                "+" => (object)(x + y),
                "-" => x - y,
                "*" => x * y,
                "//" when y != 0 => (long)Math.Floor((double)x / y),
                "%" when y != 0 => ((x % y) + y) % y,
                "/" when y != 0 => (double)x / y,
                _ => throw new FormatException($"{x} {sign} {y} has no value"),
            };
        }

        var (p, q) = (Number(left), Number(right));
        return sign switch
        {
            "+" => p + q,
            "-" => p - q,
            "*" => p * q,
            "/" => p / q,
            "//" => Math.Floor(p / q),
            _ => p - (q * Math.Floor(p / q)),
        };
    }

    /// <summary>The elements of a list or the keys of a mapping.</summary>
    public static IEnumerable<object?> Elements(object? value) => value switch
    {
        string s => s.Select(c => (object?)c.ToString()),
        IDictionary map => map.Keys.Cast<object?>(),
        IEnumerable list => list.Cast<object?>(),
        _ => throw new FormatException($"{PythonText.Repr(value)} has no elements"),
    };

    public static string Text(object? value) => value as string ?? (value is Enum ? value.ToString()! : PythonText.Repr(value));

    public static bool Same(object? left, object? right) => (Plain(left), Plain(right)) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (string, _) or (_, string) => false,
        (IDictionary a, IDictionary b) => a.Count == b.Count && a.Keys.Cast<object>().All(k => b.Contains(k) && Same(a[k], b[k])),
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>(), Comparer.Instance),
        (long a, long b) => a == b,
        (IConvertible, IConvertible) => Number(left).Equals(Number(right)),
        var (a, b) => ReferenceEquals(a, b),
    };

    private static bool Contains(object? container, object? value) => container is string text
        ? value is string part && text.Contains(part, StringComparison.Ordinal)
        : Elements(container).Any(e => Same(e, value));

    private static int Order(object? left, object? right) => (Plain(left), Plain(right)) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (IConvertible and not string, IConvertible and not string) => Number(left).CompareTo(Number(right)),
        _ => throw new FormatException($"{PythonText.Repr(left)} and {PythonText.Repr(right)} have no order"),
    };

    private static bool IsList(object? value) => value is IEnumerable and not string and not IDictionary;

    private static double Number(object? value) => Plain(value) is IConvertible number and not string
        ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
        : throw new FormatException($"{PythonText.Repr(value)} is no number");

    private static object? Plain(object? value) => value switch
    {
        bool b => b ? 1L : 0L,
        Enum e => e.ToString(),
        int n => (long)n,
        float f => (double)f,
        _ => value,
    };

    private sealed class Comparer : IEqualityComparer<object?>
    {
        public static Comparer Instance { get; } = new();

        bool IEqualityComparer<object?>.Equals(object? x, object? y) => Same(x, y);

        int IEqualityComparer<object?>.GetHashCode(object? obj) => 0;
    }
}

using System.Collections;
using System.Globalization;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Configuration.Overrides;

/// <summary>Values as Python writes them.</summary>
public static class PythonText
{
    /// <summary>The text of a value as Python's <c>repr</c> gives it; numbers that are not finite as calls of <c>float</c>.</summary>
    public static string Repr(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        string s => Quote(s),
        Enum e => Quote(e.ToString()),
        float f => Real(double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        double d => Real(d),
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(k => $"{Repr(k)}: {Repr(map[k])}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Repr)) + "]",
        NewConfig call => call.ClassName + "()",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "None",
    };

    private static string Real(double value) => double.IsFinite(value)
        ? PythonFloat.Repr(value)
        : double.IsNaN(value) ? "float('nan')" : value > 0 ? "float('inf')" : "float('-inf')";

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var escaped = new System.Text.StringBuilder().Append(quote);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when c == quote => "\\" + c,
                _ when char.IsControl(c) => "\\x" + ((int)c).ToString("x2", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return escaped.Append(quote).ToString();
    }
}

using System.Collections;
using System.Text;

namespace SkyButler.Imaging.Tables.Headers;

/// <summary>Writes plain values, lists and dictionaries on one line of YAML.</summary>
internal static class YamlText
{
    private const int MaxDepth = 50;

    /// <exception cref="TableException">The values are nested in themselves, or beyond reason.</exception>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new TableException($"Metadata of a table can't be written: they are nested deeper than {MaxDepth} levels");
        switch (value)
        {
            case TaggedValue tagged:
                text.Append(tagged.Tag).Append(' ');
                Append(text, tagged.Value, depth + 1);
                break;
            case IReadOnlyDictionary<string, object?> mapping:
                Append(text, '{', '}', mapping, entry =>
                {
                    text.Append(YamlScalar.Write(entry.Key)).Append(": ");
                    Append(text, entry.Value, depth + 1);
                });
                break;
            case IEnumerable list and not string:
                Append(text, '[', ']', list.Cast<object?>(), item => Append(text, item, depth + 1));
                break;
            default:
                text.Append(YamlScalar.Write(value));
                break;
        }
    }

    private static void Append<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        bool isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(", ");
            isFirst = false;
            append(item);
        }

        text.Append(close);
    }
}

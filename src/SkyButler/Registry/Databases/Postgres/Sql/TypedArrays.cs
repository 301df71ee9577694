using System.Text.Json;

namespace SkyButler.Registry.Databases.Postgres.Sql;

/// <summary>Keys as arrays of one type, which go to the server in binary.</summary>
internal static class TypedArrays
{
    /// <summary>Keys as an array; null where there is none to tell the type by.</summary>
    public static Array? Of(IEnumerable<object> keys)
    {
        var all = keys as IReadOnlyList<object> ?? [.. keys];
        return all.Count == 0 ? null : all[0] switch
        {
            long => Convert<long>(all),
            string => Convert<string>(all),
            Guid => Convert<Guid>(all),
            var other => throw new ArgumentException($"A key is an integer, text or an identifier, not {other.GetType().Name}.", nameof(keys)),
        };
    }

    /// <summary>What the server calls the type of such an array.</summary>
    public static string NameOf(Array array) => array switch { long[] => "bigint[]", Guid[] => "uuid[]", _ => "text[]" };

    /// <summary>The columns of rows of keys.</summary>
    public static IReadOnlyList<Array> Of(KeyRows rows)
    {
        var columns = rows.Kinds.Select(kind => Make(kind, rows.Count)).ToList();
        var reader = new Utf8JsonReader(rows.ToJson().Span);
        reader.Read();
        for (var row = 0; row < rows.Count; row++)
        {
            reader.Read();
            foreach (var column in columns)
            {
                reader.Read();
                Set(column, row, ref reader);
            }

            reader.Read();
        }

        return columns;
    }

    private static T[] Convert<T>(IReadOnlyList<object> keys)
    {
        var array = new T[keys.Count];
        for (var i = 0; i < array.Length; i++)
            array[i] = (T)keys[i];
        return array;
    }

    private static Array Make(KeyKind kind, int count) => kind switch
    {
        KeyKind.Text => new string[count],
        KeyKind.Identifier => new Guid[count],
        _ => new long[count],
    };

    private static void Set(Array column, int row, ref Utf8JsonReader reader)
    {
        switch (column)
        {
            case long[] numbers:
                numbers[row] = reader.GetInt64();
                break;
            case Guid[] ids:
                ids[row] = Guid.ParseExact(reader.GetString()!, "N");
                break;
            case string[] texts:
                texts[row] = reader.GetString()!;
                break;
        }
    }
}

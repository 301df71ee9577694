using System.Collections;
using SkyButler.Datastores.Contents;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>How much memory plain data take, roughly.</summary>
internal static class PlainSize
{
    /// <summary>Whether a value is plain data of less than so many characters and elements; anything else has no size that can be told.</summary>
    public static bool IsBelow(int limit, object? value) => Count(value, limit) > 0;

    // What is left of the limit; not above zero where nothing is.
    private static int Count(object? value, int left) => left <= 0 ? 0 : value switch
    {
        null => left - 1,
        string text => left - 1 - text.Length,
        ConfigText text => left - 1 - text.Text.Length,
        LogRecords log => log.Records.Aggregate(Count(log.Extra, left), (rest, record) => rest - 1 - record.Message.Length - (record.Exception?.Length ?? 0)),
        IReadOnlyDictionary<string, object?> mapping => CountAll(mapping.Keys, CountAll(mapping.Values, left)),
        IDictionary mapping => CountAll(mapping.Keys, CountAll(mapping.Values, left)),
        IReadOnlyList<object?> list => CountAll(list, left),
        ValueType => left - 1,
        _ => 0,
    };

    private static int CountAll(IEnumerable items, int left)
    {
        foreach (var item in items)
        {
            left = Count(item, left - 1);
            if (left <= 0)
                return 0;
        }

        return left;
    }
}

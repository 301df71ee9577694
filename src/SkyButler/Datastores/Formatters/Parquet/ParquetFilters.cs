using System.Collections;
using System.Runtime.CompilerServices;
using SkyButler.Parquet.Filters;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>
/// Conditions on rows in the form that pyarrow's users know: a list of conditions (column, comparison, value) that all must hold, or a list
/// of such lists of which one must.
/// </summary>
internal static class ParquetFilters
{
    private const int ConditionParts = 3;
    private static readonly string[] Comparisons = ["=", "==", "!=", "<", ">", "<=", ">=", "in", "not in"];

    /// <summary>The filter of a request; null where none is given.</summary>
    /// <exception cref="DatastoreException">It is of another form.</exception>
    public static RowFilter? Of(FormatterRequest request) => request.Parameters.GetValueOrDefault(ParquetParameters.Filters) switch
    {
        null => null,
        RowFilter made => made,
        var given => Alternatives(given),
    };

    private static RowFilter? Alternatives(object given)
    {
        if (Parts(given) is not { } parts)
            throw Unfit(given);
        if (parts.Count == 0)
            return null;
        if (IsCondition(parts))
            return Condition(parts);
        return parts.TrueForAll(p => p is not null && Parts(p) is { } inner && IsCondition(inner))
            ? All(parts)
            : RowFilter.Or([.. parts.Select(p => All(p is not null && Parts(p) is { Count: > 0 } inner ? inner : throw Unfit(p)))]);
    }

    private static RowFilter All(List<object?> conditions) => RowFilter.And(
        [.. conditions.Select(c => c is not null && Parts(c) is { } parts && IsCondition(parts) ? Condition(parts) : throw Unfit(c))]);

    private static bool IsCondition(List<object?> parts) => parts is [string, string, _] && parts.Count == ConditionParts;

    private static RowFilter Condition(List<object?> parts)
    {
        var (column, comparison, value) = ((string)parts[0]!, (string)parts[1]!, parts[2]);
        if (!Comparisons.Contains(comparison, StringComparer.Ordinal))
            throw new DatastoreException($"A filter on '{column}' compares by '{comparison}'; there are {string.Join(", ", Comparisons)}.");
        if (value is null)
        {
            return comparison switch
            {
                "=" or "==" => RowFilter.IsNull(column),
                "!=" => RowFilter.IsNotNull(column),
                _ => throw new DatastoreException($"A filter on '{column}' compares by '{comparison}' with nothing, which has no order."),
            };
        }

        if (comparison is not ("in" or "not in"))
            return Single(column, comparison, value);
        if (Parts(value) is not { Count: > 0 } values || values.Contains(null))
            throw new DatastoreException($"A filter on '{column}' compares by '{comparison}', which needs a list of values.");
        return comparison == "in" ? RowFilter.In(column, [.. values!]) : RowFilter.And([.. values.Select(v => RowFilter.NotEqual(column, v!))]);
    }

    private static RowFilter Single(string column, string comparison, object value) => comparison switch
    {
        "!=" => RowFilter.NotEqual(column, value),
        "<" => RowFilter.LessThan(column, value),
        "<=" => RowFilter.AtMost(column, value),
        ">" => RowFilter.GreaterThan(column, value),
        ">=" => RowFilter.AtLeast(column, value),
        _ => RowFilter.Equal(column, value),
    };

    private static List<object?>? Parts(object given) => given switch
    {
        string => null,
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        IEnumerable list => [.. list.Cast<object?>()],
        _ => null,
    };

    private static DatastoreException Unfit(object? given) => new(
        $"The parameter '{ParquetParameters.Filters}' takes a list of conditions such as [[\"flux\", \">\", 10]], or a list of such lists of which one must hold, not {given?.GetType().Name ?? "nothing"}.");
}

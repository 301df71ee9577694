using SkyButler.Queries.Plans;
using SkyButler.Queries.Results.LookUps;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Results;

/// <summary>Some rows of an answer, held by column, with the values of dimensions that were looked up.</summary>
internal sealed class AnswerBatch
{
    private readonly Dictionary<string, KeyColumn> keys = new(StringComparer.Ordinal);
    private readonly int region = -1;

    public AnswerBatch(QueryPlan plan, RowBatch rows)
    {
        Rows = rows;
        for (var c = 0; c < plan.Columns.Count; c++)
            if (plan.Columns[c] is Expressions.QueryColumn.Key key)
                keys[key.Dimension.Name] = new KeyColumn(rows.Column(c));
            else if (plan.Columns[c].Type == Expressions.ScalarType.Region)
                region = c;
    }

    /// <summary>The database's rows.</summary>
    public RowBatch Rows { get; }

    /// <summary>The rows that count, in order; null for all.</summary>
    public IReadOnlyList<int>? Selected { get; set; }

    /// <summary>How many rows count.</summary>
    public int Count => Selected?.Count ?? Rows.Count;

    /// <summary>The database's row of the n-th that counts.</summary>
    public int Row(int index) => Selected?[index] ?? index;

    public KeyColumn Key(string dimension) => keys[dimension];

    /// <summary>The stored text of the region that the n-th row that counts has as its only column of that kind; null where there is none.</summary>
    public string? Region(int index) => region < 0 ? null : Rows.TextOrNull(region, Row(index));

    public void Add(string dimension, KeyColumn values) => keys[dimension] = values;
}

using System.Globalization;
using System.Text;
using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Sql;

/// <summary>A plan as one SELECT. Names of tables and columns are quoted, values are parameters; nothing of a user's text enters it.</summary>
internal sealed class SelectText
{
    private readonly QueryPlan plan;
    private readonly SqlParameters parameters;
    private readonly ColumnText columns;
    private readonly ScalarText scalars;
    private readonly PredicateText predicates;

    private SelectText(QueryPlan plan, SqlDialect dialect, SchemaVariant variant)
    {
        this.plan = plan;
        parameters = new SqlParameters(dialect);
        columns = new ColumnText(plan.Sources, QueryDialect.Of(dialect), parameters, variant) { AvoidsIndexes = plan.ListsWholeCollections };
        scalars = new ScalarText(columns, parameters);
        predicates = new PredicateText(columns, scalars, new OverlapText(plan, columns, parameters), parameters);
    }

    /// <summary>
    /// The statement, with the columns of the plan in order; where only first finds count among calibrations, a truth value follows
    /// that says whether several are valid at once; where the plan has no column, a constant stands for the row.
    /// </summary>
    public static SqlQuery Write(QueryPlan plan, SqlDialect dialect, SchemaVariant variant)
    {
        var select = new SelectText(plan, dialect, variant);
        return select.parameters.Build(select.Rows(), select.Types()) with { IsListing = plan.ListsWholeCollections };
    }

    /// <summary>The statement that counts the rows of the other, at most so many.</summary>
    public static SqlQuery WriteCount(QueryPlan plan, int? limit, SqlDialect dialect, SchemaVariant variant)
    {
        var select = new SelectText(plan with { Question = plan.Question with { OrderBy = [], Limit = limit, Offset = 0 } }, dialect, variant);
        return select.parameters.Build($"SELECT COUNT(*) FROM ({select.Rows()}) AS counted", [ColumnType.Int]);
    }

    private string Rows() => plan.Rows == RowRule.FirstFound ? FirstFound() : Plain();

    private string Plain()
    {
        var isDistinct = plan.Rows == RowRule.Distinct;
        var outputs = plan.Columns.SelectMany(Parts).DefaultIfEmpty("1").ToList();
        // A row may have several datasets, whose fields must not multiply it: the first or last of them places it.
        if (isDistinct && plan.Question.OrderBy.Any(o => o.Value.Columns().Any(c => c is QueryColumn.Dataset && !plan.Columns.Contains(c))))
            return Grouped(outputs);
        // What rows are sorted by must be among the columns where each row is given once; columns keep their places, also where two are the same.
        if (isDistinct)
            outputs.AddRange(plan.Question.OrderBy.Select(o => scalars.Value(o.Value)).Except(outputs, StringComparer.Ordinal).ToList());
        var text = new StringBuilder(isDistinct ? "SELECT DISTINCT " : "SELECT ").AppendJoin(", ", outputs).Append(Body());
        return Tail(text, o => scalars.Value(o.Value)).ToString();
    }

    // A whole number in GROUP BY would be the place of a column.
    private string Grouped(IReadOnlyList<string> outputs)
    {
        var text = new StringBuilder("SELECT ").AppendJoin(", ", outputs).Append(Body()).Append(" GROUP BY ").AppendJoin(", ", outputs.Where(o => !o.All(char.IsAsciiDigit)).DefaultIfEmpty("1 + 0"));
        return Tail(text, o => $"{(o.IsDescending ? "MAX" : "MIN")}({scalars.Value(o.Value)})").ToString();
    }

    private string FirstFound()
    {
        var source = plan.Sources.OfType<Source.Datasets>().Single(s => s.Search == plan.Question.Projection.FirstOf);
        var outputs = plan.Columns.SelectMany(Parts).ToList();
        var keys = string.Join(", ", plan.Columns.OfType<QueryColumn.Key>().Where(k => !plan.Question.Dimensions.Implied.Contains(k.Dimension)).Select(columns.Value));
        var partition = keys.Length == 0 ? "" : $"PARTITION BY {keys}";
        var rank = Rank(source);
        var inner = new StringBuilder("SELECT ").AppendJoin(", ", outputs.Select((o, i) => $"{o} AS {Name('c', i)}").DefaultIfEmpty("1"));
        foreach (var (order, i) in plan.Question.OrderBy.Select((o, i) => (o, i)))
            inner.Append(CultureInfo.InvariantCulture, $", {scalars.Value(order.Value)} AS {Name('o', i)}");
        inner.Append(CultureInfo.InvariantCulture, $", ROW_NUMBER() OVER ({Words(partition, $"ORDER BY {rank}")}) AS place");
        if (source.Search.HasCalibrations)
        {
            var validity = $"{columns.Alias(source.Alias)}.validity";
            var window = keys.Length == 0 ? $"PARTITION BY {rank}" : $"{partition}, {rank}";
            inner.Append(CultureInfo.InvariantCulture, $", MIN({validity}) OVER ({window}) <> MAX({validity}) OVER ({window}) AS ambiguous");
        }

        inner.Append(Body());
        var selected = outputs.Select((_, i) => Name('c', i)).Concat(source.Search.HasCalibrations ? ["ambiguous"] : Array.Empty<string>()).DefaultIfEmpty("1");
        var text = new StringBuilder("SELECT ").AppendJoin(", ", selected).Append(" FROM (").Append(inner).Append(") AS found WHERE place = 1");
        var position = 0;
        return Tail(text, _ => Name('o', position++)).ToString();
    }

    private string Body()
    {
        var used = plan.Columns
            .Concat(plan.Conditions.SelectMany(c => c.Columns()))
            .Concat(plan.Question.OrderBy.SelectMany(o => o.Value.Columns()))
            .ToHashSet();
        var (from, conditions) = FromText.Write(plan, columns, parameters, used);
        var all = conditions.Concat(plan.Conditions.Select(predicates.Operand)).ToList();
        return all.Count == 0 ? from : $"{from} WHERE {PredicateText.Joined(all, " AND ")}";
    }

    private StringBuilder Tail(StringBuilder text, Func<OrderKey, string> order)
    {
        if (plan.Question.OrderBy.Count > 0)
            text.Append(" ORDER BY ").AppendJoin(", ", plan.Question.OrderBy.Select(o => order(o) + (o.IsDescending ? " DESC" : "")));
        if (plan.DatabaseLimit is not null || plan.DatabaseOffset > 0)
            text.Append(" LIMIT ").Append(parameters.Value(plan.DatabaseLimit ?? long.MaxValue));
        if (plan.DatabaseOffset > 0)
            text.Append(" OFFSET ").Append(parameters.Value((long)plan.DatabaseOffset));
        return text;
    }

    private string Rank(Source.Datasets source)
    {
        if (source.Search.Collections.Count == 1)
            return "1";
        var cases = source.Search.Collections.Select((c, i) => $"WHEN {parameters.Value(c.Key)} THEN {i.ToString(CultureInfo.InvariantCulture)}");
        return $"CASE {columns.CollectionKey(source)} {string.Join(" ", cases)} END";
    }

    private IReadOnlyList<string> Parts(QueryColumn column) =>
        column.Type == ScalarType.Timespan ? columns.Timespan(column).Parts : [columns.Value(column)];

    private ColumnType[] Types()
    {
        var types = new List<ColumnType>(plan.Columns.Count + 1);
        foreach (var column in plan.Columns)
            types.Add(Type(column));
        if (plan is { Rows: RowRule.FirstFound, Question.Projection.FirstOf.HasCalibrations: true })
            types.Add(ColumnType.Bool);
        else if (types.Count == 0)
            types.Add(ColumnType.Int);
        return [.. types];
    }

    private ColumnType Type(QueryColumn column) => column switch
    {
        QueryColumn.RunKey => columns.Variant.CollectionKeyType,
        { Type: ScalarType.Int } => ColumnType.Int,
        { Type: ScalarType.String } => ColumnType.String,
        { Type: ScalarType.Float } => ColumnType.Float,
        { Type: ScalarType.Bool } => ColumnType.Bool,
        { Type: ScalarType.Hash } => ColumnType.Hash,
        { Type: ScalarType.Uuid } => ColumnType.Uuid,
        { Type: ScalarType.Timespan } => ColumnType.Timespan,
        { Type: ScalarType.Region } => ColumnType.Region,
        _ => ColumnType.DateTime,
    };

    private static string Name(char kind, int index) => kind + index.ToString(CultureInfo.InvariantCulture);

    private static string Words(string first, string second) => first.Length == 0 ? second : $"{first} {second}";
}

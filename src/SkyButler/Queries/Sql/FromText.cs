using System.Text;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Sql;

/// <summary>The joined tables of a plan as SQL, with the conditions that make each table the part of it that takes part.</summary>
internal sealed class FromText
{
    private readonly ColumnText columns;
    private readonly SqlParameters parameters;
    private readonly QueryPlan plan;
    private readonly HashSet<QueryColumn> used;
    private readonly StringBuilder text = new();
    private readonly List<string> conditions = [];
    private readonly HashSet<string> joinedKeys = new(StringComparer.Ordinal);

    private FromText(QueryPlan plan, ColumnText columns, SqlParameters parameters, HashSet<QueryColumn> used)
    {
        this.plan = plan;
        this.columns = columns;
        this.parameters = parameters;
        this.used = used;
    }

    /// <summary>The FROM clause, empty where there is no table, and conditions for the WHERE clause.</summary>
    public static (string From, IReadOnlyList<string> Conditions) Write(
        QueryPlan plan, ColumnText columns, SqlParameters parameters, HashSet<QueryColumn> used)
    {
        var from = new FromText(plan, columns, parameters, used);
        foreach (var source in plan.Sources.Where(s => s is not Source.Coarser))
            from.Add(source, isLast: plan.IsKeyDriven && source == plan.Sources[^1]);
        return (from.text.ToString(), from.conditions);
    }

    private void Add(Source source, bool isLast)
    {
        var equalities = source.Keys.Where(joinedKeys.Contains).Select(k => $"{columns.KeyOf(source, k)} = {columns.Key(k)}").ToList();
        if (isLast && text.Length > 0)
        {
            // SQLite reads what stands after CROSS JOIN after what stands before it, and orders other joins as it likes.
            text.Append(" CROSS JOIN ").Append(TableOf(source)).Append(" AS ").Append(columns.Alias(source.Alias));
            conditions.AddRange(equalities);
        }
        else
        {
            Table(TableOf(source), columns.Alias(source.Alias), equalities);
        }

        joinedKeys.UnionWith(source.Keys);
        if (source is Source.Datasets search)
            AddRows(search);
        if (source is Source.Pixels { Ranges: { } ranges } pixels)
            AddRanges(pixels, ranges);
    }

    private void Table(string table, string alias, IReadOnlyList<string> equalities)
    {
        if (text.Length == 0)
            text.Append(" FROM ").Append(table).Append(" AS ").Append(alias);
        else
            text.Append(" JOIN ").Append(table).Append(" AS ").Append(alias).Append(" ON ").Append(equalities.Count == 0 ? "TRUE" : string.Join(" AND ", equalities));
    }

    private string TableOf(Source source)
    {
        switch (source)
        {
            case Source.Datasets { Search.HasCalibrations: false } s:
                conditions.Add(Members(s, columns.Alias(s.Alias) + ".", s.Search.Members.Select(c => c.Key)));
                return columns.Quote(s.Search.Tables.Tags);
            case Source.Datasets s:
                return MembersAndCalibrations(s);
            case Source.Values v:
                return $"(SELECT DISTINCT {columns.Quote(v.Dimension.Name)} FROM {columns.Quote(v.Target.Name)})";
            case Source.Pixels p:
                var common = p.Definition.Universe.CommonSkyPix;
                var alias = columns.Alias(p.Alias);
                conditions.Add($"{alias}.skypix_system = {parameters.Value(common.SkyPixSystem!.Name)}");
                conditions.Add($"{alias}.skypix_level = {parameters.Value((long)common.SkyPixLevel)}");
                return columns.Quote(OverlapTables.Name(p.Definition));
            case Source.Table t:
                return columns.Quote(t.Rows.Name);
            case Source.Computed c:
                return columns.Dialect.Materialized(parameters.Rows(plan.RowsOf(c.Rows)));
            case Source.Element e:
                return columns.Quote(e.Definition.Name);
            default:
                throw new InvalidOperationException($"No table for {source}.");
        }
    }

    private string Members(Source.Datasets source, string prefix, IEnumerable<object> collections)
    {
        var keys = collections.ToList();
        var column = prefix + columns.Quote(columns.Variant.CollectionColumn);
        var among = keys.Count == 1
            ? $"{column} = {parameters.Value(keys[0])}"
            : $"{column} IN ({string.Join(", ", keys.Select(parameters.Value))})";
        return $"{prefix}dataset_type_id = {parameters.Value(source.Search.Tables.Id)} AND {among}";
    }

    private string MembersAndCalibrations(Source.Datasets source)
    {
        var tables = source.Search.Tables;
        var shared = string.Join(", ", new[] { "dataset_id", columns.Variant.CollectionColumn }.Concat(source.Keys).Select(columns.Quote));
        var calibrations = string.Join(", ", columns.Dialect.Timespan(columns.Quote(tables.Calibs!), "timespan").Parts);
        var calibs = $"SELECT {shared}, {columns.Quote(tables.Calibs!)}.id AS validity, {calibrations} FROM {columns.Quote(tables.Calibs!)} "
            + $"WHERE {Members(source, "", source.Search.Calibrations.Select(c => c.Key))}";
        if (!source.Search.Members.Any())
            return $"({calibs})";
        var always = string.Join(", ", columns.Dialect.Timespan(SkyButler.Dimensions.Times.Timespan.Unbounded, parameters).Parts);
        return $"({calibs} UNION ALL SELECT {shared}, NULL, {always} FROM {columns.Quote(tables.Tags)} "
            + $"WHERE {Members(source, "", source.Search.Members.Select(c => c.Key))})";
    }

    private void AddRows(Source.Datasets source)
    {
        var name = source.Search.Type.Name;
        var run = used.Contains(new QueryColumn.Dataset(name, DatasetField.Run));
        var rows = used.Contains(new QueryColumn.Dataset(name, DatasetField.IngestDate))
            || (!source.Search.OnlyRuns && (run || used.Contains(new QueryColumn.RunKey(name))));
        if (rows)
            Table("dataset", columns.Alias(source.Alias, "row"), [$"{columns.Alias(source.Alias, "row")}.id = {columns.Alias(source.Alias)}.dataset_id"]);
        if (run)
            AddName(columns.Alias(source.Alias, "run"), columns.RunKey(source));
        if (used.Contains(new QueryColumn.Dataset(name, DatasetField.Collection)))
            AddName(columns.Alias(source.Alias, "collection"), columns.CollectionKey(source));
    }

    private void AddName(string alias, string key)
    {
        if (!columns.Variant.NamesAreKeys)
            Table("collection", alias, [$"{alias}.{columns.Quote(columns.Variant.CollectionKey)} = {key}"]);
    }

    private void AddRanges(Source.Pixels pixels, Geometry.RangeSet ranges)
    {
        var alias = columns.Alias(pixels.Alias, "ranges");
        var index = $"{columns.Alias(pixels.Alias)}.skypix_index";
        Table(parameters.Rows(OverlapText.RangeRows(ranges)), alias, [$"{index} >= {alias}.c0", $"{index} <= {alias}.c1"]);
    }
}

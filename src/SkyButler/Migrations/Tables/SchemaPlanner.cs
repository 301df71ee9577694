using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Migrations.Databases;
using SkyButler.Migrations.Tables.Fills;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Tables;

/// <summary>Decides for each table whether it is made anew, and where its rows come from.</summary>
internal sealed class SchemaPlanner(
    RepositoryState state, DimensionUniverse universe, SchemaVariant variant, MigrationTarget target, SqlDialect dialect, MigrationDatabase kind)
{
    private readonly IReadOnlyList<ColumnRule> rules = [.. ColumnRules.For(target).Where(r => r.Applies(state))];
    private readonly Dictionary<string, TableDefinition> before =
        TargetSchema.Make(state.Universe, state.Variant, state.Associations).ToDictionary(t => t.Name, StringComparer.Ordinal);

    private Dictionary<string, TableDefinition> after = [];

    /// <summary>Why it can't be done.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Tables to make anew, in order.</summary>
    public List<TableCopy> Copies { get; } = [];

    /// <summary>Differences of columns by table.</summary>
    public Dictionary<string, IReadOnlyList<string>> Differences { get; } = new(StringComparer.Ordinal);

    /// <summary>Tables that go.</summary>
    public IReadOnlyList<string> Dropped => [.. before.Keys.Where(t => !after.ContainsKey(t) && state.Tables.ContainsKey(t)).Order(StringComparer.Ordinal)];

    /// <summary>Columns that go with what is in them: to be looked at before.</summary>
    public List<(string Table, string Column)> Lost { get; } = [];

    public void Plan()
    {
        foreach (var association in state.Associations)
            CheckGroup(association);
        if (Problems.Count > 0)
            return;
        var tables = TargetSchema.Make(universe, variant, state.Associations);
        after = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var table in tables)
            Plan(table);
    }

    private void CheckGroup(AssociationTables association)
    {
        var types = string.Join(", ", association.DatasetTypes);
        if (association.Dimensions.Where(n => !universe.IsDimension(n)).ToList() is { Count: > 0 } missing)
        {
            Problems.Add($"The dataset types {types} have the dimension '{missing[0]}', which the new universe does not have.");
            return;
        }

        var required = universe.Conform(association.Dimensions).Required.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        if (!required.SetEquals(association.Dimensions))
            Problems.Add(
                $"Data IDs of the dataset types {types} are told apart by {string.Join(", ", association.Dimensions)}; in the new universe it would be {string.Join(", ", required)}.");
    }

    private void Plan(TableDefinition table)
    {
        var source = state.Tables.GetValueOrDefault(table.Name);
        var isFilled = WholeTable(table.Name) is { Count: > 0 };
        if (source is not null && !isFilled && source.Definition.SetEquals(kind.Definition(table)) && !IsConverted(table.Name))
            return;
        var differences = new List<string>();
        var fills = WholeTable(table.Name) ?? (source is null ? [] : [Copy(table, source, differences)]);
        if (source is not null)
            Compare(table, source, differences);
        else
            differences.AddRange(table.Columns.Select(c => $"+ {c.Name} {dialect.TypeName(c)}"));
        Differences[table.Name] = differences;
        Copies.Add(new(table, source is not null, [.. fills, .. Summaries(table)], source?.Additions ?? []));
    }

    private bool IsConverted(string table) => table == "dataset" && state.Variant.DatesAreText != variant.DatesAreText;

    // Tables whose rows are not those of the old table of the same name; null for the others.
    private IReadOnlyList<ITableFill>? WholeTable(string table)
    {
        if (state.Tables.ContainsKey(table))
            return null;
        return table switch
        {
            "group" when state.Has("exposure", "group_name") =>
            [
                new SelectFill("group", "exposure", [Plain("instrument"), new("name", _ => "COALESCE(o.group_name, o.obs_id)", MustBeGiven: true, 0)]) { IsDistinct = true },
            ],
            "day_obs" when state.Has("exposure", "day_obs") && state.Has("visit", "day_obs") => [new DayFill(target.DayOffsets)],
            "visit_system_membership" when state.Has("visit_definition", "visit_system") =>
            [
                new SelectFill(
                    table,
                    n => $"(SELECT instrument, visit_system, visit FROM {n("visit_definition")} WHERE visit IS NOT NULL "
                        + $"UNION SELECT instrument, visit_system, id FROM {n("visit")} WHERE visit_system IS NOT NULL)",
                    [Plain("instrument"), Plain("visit_system"), Plain("visit")]),
            ],
            _ => null,
        };
    }

    // A new spatial element needs to be told for each governor record at which level its pixels are kept.
    private IEnumerable<ITableFill> Summaries(TableDefinition table)
    {
        var element = OverlapTables.SpatialElements(universe).FirstOrDefault(e => OverlapTables.SummaryName(e) == table.Name);
        if (element?.Governor is not { } governor || !state.Tables.ContainsKey(governor.Name))
            yield break;
        var level = universe.CommonSkyPix;
        yield return new SelectFill(
            table.Name,
            governor.Name,
            [
                new("skypix_system", _ => $"'{level.SkyPixSystem!.Name.Replace("'", "''", StringComparison.Ordinal)}'", MustBeGiven: false, 0),
                new("skypix_level", _ => level.SkyPixLevel.ToString(CultureInfo.InvariantCulture), MustBeGiven: false, 0),
                new(governor.Name, _ => $"o.{dialect.Quote(governor.PrimaryKey!.Name)}", MustBeGiven: false, 0),
            ])
        {
            SkipsExisting = true,
        };
    }

    private SelectFill Copy(TableDefinition table, SourceTable source, List<string> differences)
    {
        var columns = new List<FilledColumn>();
        foreach (var column in table.Columns)
        {
            foreach (var physical in dialect.PhysicalColumns(column))
            {
                var mustBeGiven = !(column.IsNullable || column.HasDefault) || table.PrimaryKey.Contains(column.Name);
                var length = kind.Limit(column);
                if (Expression(table.Name, column, physical, source, differences) is { } expression)
                    columns.Add(new(physical, expression, mustBeGiven, length));
                else if (mustBeGiven)
                    columns.Add(new(physical, _ => "NULL", mustBeGiven, 0));
            }
        }

        var dropsSystem = table.Name == "visit_definition" && source.Has("visit_system") && table.Columns.All(c => c.Name != "visit_system");
        return new(table.Name, table.Name, columns) { IsDistinct = dropsSystem, Where = dropsSystem ? "o.visit IS NOT NULL" : null };
    }

    private Func<Func<string, string>, string>? Expression(
        string table, ColumnDefinition column, string physical, SourceTable source, List<string> differences)
    {
        if (table == "dataset" && physical == "ingest_date" && state.Variant.DatesAreText && !variant.DatesAreText)
        {
            differences.Add("~ ingest_date: UTC calendar text becomes TAI nanoseconds");
            return _ => kind.Nanoseconds("o.ingest_date");
        }

        if (table == "visit" && physical == "day_obs" && source.Has("day_obs") && !state.Tables.ContainsKey("day_obs") && state.Has("visit_definition", "visit"))
            return n => $"COALESCE(o.day_obs, (SELECT MIN(e.day_obs) FROM {n("exposure")} AS e JOIN {n("visit_definition")} AS d ON d.instrument = e.instrument AND d.exposure = e.id "
                + "WHERE d.instrument = o.instrument AND d.visit = o.id))";
        if (source.Has(physical))
            return Converted(table, column, physical);
        if (rules.FirstOrDefault(r => r.Table == table && r.Column == physical) is not { } rule)
            return null;
        differences.Add($"+ {physical} {dialect.TypeName(column)}: {rule.Explanation}");
        return rule.Expression;
    }

    private Func<Func<string, string>, string>? Converted(string table, ColumnDefinition column, string physical)
    {
        var plain = $"o.{dialect.Quote(physical)}";
        var old = before.GetValueOrDefault(table)?.Columns.FirstOrDefault(c => c.Name == column.Name);
        if (old is null || old.Type == column.Type || (old.Type == ColumnType.Int && column.Type == ColumnType.Float))
            return _ => plain;
        if (old.Type is ColumnType.Int or ColumnType.Float && column.Type == ColumnType.String)
            return _ => $"CAST({plain} AS TEXT)";
        Problems.Add($"'{table}.{column.Name}' would become {column.Type} from {old.Type}, which is not done here; leave its type, or give it another name.");
        return _ => plain;
    }

    private void Compare(TableDefinition table, SourceTable source, List<string> differences)
    {
        var now = table.Columns.SelectMany(dialect.PhysicalColumns).ToHashSet(StringComparer.Ordinal);
        foreach (var column in table.Columns)
        {
            foreach (var physical in dialect.PhysicalColumns(column))
            {
                if (source.Columns.TryGetValue(physical, out var type))
                {
                    if (type != dialect.TypeName(column) && !differences.Any(d => d.StartsWith($"~ {physical}:", StringComparison.Ordinal)))
                        differences.Add($"~ {physical}: {type} becomes {dialect.TypeName(column)}");
                }
                else if (!differences.Any(d => d.StartsWith($"+ {physical} ", StringComparison.Ordinal)))
                {
                    differences.Add($"+ {physical} {dialect.TypeName(column)}{(column.IsNullable ? ": NULL" : "")}");
                }
            }
        }

        foreach (var column in source.Columns.Keys.Where(c => !now.Contains(c)))
        {
            differences.Add($"- {column}");
            if (!ColumnRules.LivesOn(table.Name, column, WillHave))
                Lost.Add((table.Name, column));
        }
    }

    private bool WillHave(string table, string? column) =>
        after.TryGetValue(table, out var found) && (column is null || found.Columns.Any(c => c.Name == column));

    private static FilledColumn Plain(string name) => new(name, _ => $"o.{name}", MustBeGiven: true, 0);
}

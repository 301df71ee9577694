using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Queries.Expressions.Binding;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Sql;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;
using DatasetTypeTables = SkyButler.Registry.Datasets.DatasetTypeTables;

namespace SkyButler.Tests.Queries.Plans;

/// <summary>Questions about a repository that exists only on paper.</summary>
internal static class Searches
{
    public static DimensionUniverse Universe => DimensionUniverse.Default;

    public static DatasetSearch Of(string type, string[] dimensions, params (string Name, CollectionType Type)[] collections)
    {
        var calibration = collections.Any(c => c.Type == CollectionType.Calibration);
        var tables = new DatasetTypeTables(
            new DatasetType(type, Universe.Conform(dimensions), "StructuredDataDict", calibration), 7, "dataset_tags_00000001", calibration ? "dataset_calibs_00000001" : null);
        return new DatasetSearch(tables, [.. collections.Select((c, i) => new CollectionRecord { Name = c.Name, Type = c.Type, Key = i + 1L })], []);
    }

    public static Question Ask(string[] dimensions, string where, Projection? projection = null, DatasetSearch[]? searches = null, string[]? order = null)
    {
        var group = Universe.Conform(dimensions);
        var scope = new BindingScope(group, [.. (searches ?? []).Select(s => s.Type.Name)], BindingScope.NoBinds);
        return new Question
        {
            Dimensions = group,
            Projection = projection ?? new Projection.DataIds(),
            Searches = searches ?? [],
            Conditions = [PredicateBinder.Bind(where, scope)],
            OrderBy = OrderRules.Read(order ?? [], scope),
        };
    }

    public static Question List(DatasetSearch search, string where, bool findFirst = false, string[]? order = null, int? limit = null) =>
        Ask([.. search.Type.Dimensions.Names], where, new Projection.Datasets(search, findFirst), [search], order) with { Limit = limit };

    /// <summary>The statement and its parameters, with a line for each clause.</summary>
    public static string Sql(Question question, SqlDialect dialect) => Sql(Planner.Plan(question), dialect);

    public static string Sql(QueryPlan plan, SqlDialect dialect)
    {
        var query = SelectText.Write(plan, dialect, new SchemaVariant(NamesAreKeys: false, DatesAreText: false));
        var text = query.Text;
        foreach (var word in new[] { " FROM ", " JOIN ", " WHERE ", " AND ", " ORDER BY ", " LIMIT ", " UNION ALL " })
            text = text.Replace(word, "\n" + word.TrimStart(), StringComparison.Ordinal);
        return text + "\n-- " + string.Join(", ", query.Parameters.Select(Text)) + "\n";
    }

    private static string? Text(object? parameter) => parameter switch
    {
        KeyRows rows => $"{rows.Count} rows",
        Array array => $"{array.Length} values",
        _ => parameter?.ToString(),
    };
}

using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;

namespace SkyButler.Migrations.Tables.Fills;

/// <summary>Fills a table by a query of old ones.</summary>
/// <param name="table">The new table.</param>
/// <param name="from">SQL of what its rows come from, by the names of the tables that there were.</param>
/// <param name="columns">The columns that get values.</param>
internal sealed class SelectFill(string table, Func<Func<string, string>, string> from, IReadOnlyList<FilledColumn> columns) : ITableFill
{
    /// <summary>Fills a table from one other.</summary>
    public SelectFill(string table, string from, IReadOnlyList<FilledColumn> columns)
        : this(table, source => source(from), columns)
    {
    }

    /// <summary>Only different rows count.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>A condition on the rows of the old table.</summary>
    public string? Where { get; init; }

    /// <summary>Rows whose key is there already are left out.</summary>
    public bool SkipsExisting { get; init; }

    public async Task<FillForecast> ForecastAsync(Database database, Func<string, string> source, CancellationToken cancellationToken)
    {
        var given = columns.Where(c => c.MustBeGiven).ToList();
        var limited = columns.Where(c => c.Length > 0).ToList();
        var counts = given.Select(c => $", COUNT({Quote(c.Name)})").Concat(limited.Select(c => $", COALESCE(MAX(LENGTH({Quote(c.Name)})), 0)"));
        var query = database.Sql().Raw($"SELECT COUNT(*){string.Concat(counts)} FROM (").Raw(Select(source)).Raw(") AS q")
            .Build([ColumnType.Int, .. given.Concat(limited).Select(_ => ColumnType.Int)]);
        var row = (await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0];
        var rows = row.Number(0, 0);
        var problems = new List<string>();
        for (var i = 0; i < given.Count; i++)
            if (rows - row.Number(i + 1, 0) is var missing and > 0)
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{missing} of {rows} rows of '{table}' have no value for '{given[i].Name}', which every row must have now; set it first."));
        for (var i = 0; i < limited.Count; i++)
            if (row.Number(i + 1 + given.Count, 0) is var longest && longest > limited[i].Length)
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"'{table}.{limited[i].Name}' may have {limited[i].Length} characters, and a value has {longest}; shorten it first."));
        return new(rows, problems, []);
    }

    public async Task<long> FillAsync(Database database, Func<string, string> source, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(c => Quote(c.Name)));
        var sql = database.Sql().Raw($"INSERT INTO {Quote(table)} ({names}) ").Raw(Select(source));
        // The condition keeps SQLite from reading ON as the beginning of a join.
        if (SkipsExisting)
            sql.Raw(Where is null ? " WHERE 1 = 1 ON CONFLICT DO NOTHING" : " ON CONFLICT DO NOTHING");
        return await database.ExecuteAsync(sql.Build(), cancellationToken).ConfigureAwait(false);
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private string Select(Func<string, string> source)
    {
        var list = string.Join(", ", columns.Select(c => $"{c.Expression(source)} AS {Quote(c.Name)}"));
        return $"SELECT {(IsDistinct ? "DISTINCT " : "")}{list} FROM {from(source)} AS o{(Where is null ? "" : " WHERE " + Where)}";
    }
}

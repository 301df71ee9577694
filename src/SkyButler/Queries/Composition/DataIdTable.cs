using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Composition;

/// <summary>
/// Data IDs in a temporary table of the database, each once, to be joined by queries: uploaded, or the kept results of a query.
/// Disposing it drops the table; queries that join it must be finished by then. It needs no right to write.
/// </summary>
public sealed class DataIdTable : IAsyncDisposable
{
    private const int BatchRows = 10_000;
    private readonly Database database;

    private DataIdTable(Database database, DimensionGroup dimensions)
    {
        this.database = database;
        Dimensions = dimensions;
        Name = $"skybutler_tmp_{Guid.NewGuid():N}";
    }

    /// <summary>The dimensions whose values the table has.</summary>
    public DimensionGroup Dimensions { get; }

    /// <summary>How many data IDs it has.</summary>
    public long Count { get; private set; }

    internal string Name { get; }

    // Of data IDs without dimensions there is one or none, and a table must have a column.
    private IReadOnlyList<ColumnDefinition> Columns => Dimensions.Required.Count == 0
        ? [ColumnDefinition.Integer("only")]
        : [.. Dimensions.Required.Select(d => new ColumnDefinition(d.Name, d.PrimaryKey!.Type))];

    /// <inheritdoc />
    public async ValueTask DisposeAsync() =>
        await database.Scratch.ExecuteAsync(database.Sql().Append($"DROP TABLE IF EXISTS {new SqlName(Name)}").Build(), CancellationToken.None).ConfigureAwait(false);

    /// <summary>A table with the values of data IDs for dimensions that all of them have.</summary>
    internal static async Task<DataIdTable> MakeAsync(
        RegistryContext context, DimensionGroup dimensions, IAsyncEnumerable<DataCoordinate> dataIds, CancellationToken cancellationToken)
    {
        if (dimensions.Required.FirstOrDefault(d => d.PrimaryKey is null) is { } keyless)
            throw new QueryException($"Data IDs with the dimension '{keyless}' can't be joined: it has no key.");
        var table = new DataIdTable(context.Database, dimensions);
        await context.Database.Scratch.ExecuteAsync(table.Definition(), cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var batch in dataIds.Chunk(BatchRows).WithCancellation(cancellationToken).ConfigureAwait(false))
                table.Count += await table.InsertAsync(batch, cancellationToken).ConfigureAwait(false);
            return table;
        }
        catch
        {
            await table.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SqlQuery Definition()
    {
        var sql = database.Sql().Append($"CREATE TEMPORARY TABLE {new SqlName(Name)} (");
        foreach (var column in Columns)
            sql.Append($"{new SqlName(column.Name)} ").Raw(database.Dialect.TypeName(column)).Raw(" NOT NULL, ");
        return sql.Append($"PRIMARY KEY ({SqlName.List([.. Columns.Select(c => c.Name)])}))").Build();
    }

    private Task<long> InsertAsync(DataCoordinate[] dataIds, CancellationToken cancellationToken)
    {
        var names = Dimensions.Required.Select(d => d.Name).ToArray();
        var insert = new RowInsert(Name, Columns) { Conflict = InsertConflict.Ignore, Keys = [.. Columns.Select(c => c.Name)] };
        return database.Scratch.InsertAsync(
            insert,
            dataIds,
            (row, dataId) =>
            {
                foreach (var name in names)
                    row.Write(dataId[name]);
                if (names.Length == 0)
                    row.Write(0L);
            },
            cancellationToken);
    }
}

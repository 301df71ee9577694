using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Opaque;

/// <summary>Tables kept for others: rows go in and out as arrays in the order of the definition's columns.</summary>
public sealed class OpaqueStorage
{
    private const int DeleteChunk = 10_000;
    private const int FetchChunk = 50_000;
    private readonly RegistryContext context;
    private readonly ConcurrentDictionary<string, OpaqueTableDefinition> tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> absent = new(StringComparer.Ordinal);

    internal OpaqueStorage(RegistryContext context) => this.context = context;

    private Database Database => context.Database;

    /// <summary>Makes a table unless it is there. Not inside a transaction. A read-only client only notes whether it is there.</summary>
    /// <exception cref="IncompatibleRepositoryException">A table of that name has other columns.</exception>
    public async Task RegisterAsync(OpaqueTableDefinition table, CancellationToken cancellationToken)
    {
        if (Database.Access == RegistryAccess.ReadOnly)
        {
            if (!await Database.HasTableAsync(table.Name, cancellationToken).ConfigureAwait(false))
                absent[table.Name] = true;
        }
        else
        {
            await Database.EnsureTableAsync(Definition(table), cancellationToken).ConfigureAwait(false);
            if (!await IsListedAsync(table.Name, cancellationToken).ConfigureAwait(false))
                await Database.ExecuteAsync(
                    Database.Sql().Append($"INSERT INTO opaque_meta (table_name) VALUES ({table.Name}) ON CONFLICT DO NOTHING").Build(), cancellationToken).ConfigureAwait(false);
        }

        tables[table.Name] = table;
    }

    /// <summary>Inserts rows; a key that is there is a conflict, or with <paramref name="replace"/> its row is replaced.</summary>
    /// <exception cref="ConflictException">A key is there already.</exception>
    public Task InsertAsync(string table, IReadOnlyList<object?[]> rows, OpaqueInsert replace, CancellationToken cancellationToken)
    {
        var columns = Known(table).Columns;
        return InsertAsync(table, rows, Write, values => values, replace, cancellationToken);

        void Write(IRowWriter row, object?[] values)
        {
            for (var c = 0; c < columns.Count; c++)
                ColumnValues.Write(row, columns[c].Type, values[c]);
        }
    }

    /// <summary>The same for rows that are not arrays.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="write">Writes the values of a row, in the order of the columns.</param>
    /// <param name="values">The same values, for messages.</param>
    /// <param name="replace">What happens where a key is there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async Task InsertAsync<T>(
        string table, IReadOnlyList<T> rows, Action<IRowWriter, T> write, Func<T, object?[]> values, OpaqueInsert replace, CancellationToken cancellationToken)
    {
        var definition = Known(table);
        var insert = new RowInsert(table, Definition(definition).Columns)
        {
            Conflict = replace == OpaqueInsert.Replace ? InsertConflict.Replace : InsertConflict.Refuse,
            Keys = [.. definition.Columns.Where(c => c.IsKey).Select(c => c.Name)],
        };
        try
        {
            await Database.SavepointAsync(token => Database.InsertAsync(insert, rows, write, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique)
        {
            throw new ConflictException($"The table '{table}' has a row with the key of ({string.Join(", ", values(rows[e.Row]))}) already.", e);
        }
    }

    /// <summary>Rows whose column has one of the values; no rows where the table is not there.</summary>
    public async IAsyncEnumerable<object?[]> FetchAsync(
        string table, string column, IReadOnlyCollection<object> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in values.Chunk(FetchChunk))
        {
            var restriction = Database.Sql().Append($" WHERE {new SqlName(column)} IN {chunk}");
            await foreach (var row in ReadAsync(table, restriction, cancellationToken).ConfigureAwait(false))
                yield return row;
        }
    }

    /// <summary>All rows, in no particular order.</summary>
    public IAsyncEnumerable<object?[]> FetchAllAsync(string table, CancellationToken cancellationToken) => ReadAsync(table, Database.Sql(), cancellationToken);

    /// <summary>Keeps others from writing to a table until the transaction that this is called in ends.</summary>
    internal Task LockAsync(string table, CancellationToken cancellationToken) => Database.LockTableAsync(Known(table).Name, cancellationToken);

    /// <summary>Deletes rows whose column has one of the values.</summary>
    public Task DeleteAsync(string table, string column, IReadOnlyCollection<object> values, CancellationToken cancellationToken)
    {
        var definition = Known(table);
        return Database.SavepointAsync(
            async token =>
            {
                foreach (var chunk in values.Chunk(DeleteChunk))
                    await Database.ExecuteAsync(
                        Database.Sql().Append($"DELETE FROM {new SqlName(definition.Name)} WHERE {new SqlName(column)} IN {chunk}").Build(), token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static TableDefinition Definition(OpaqueTableDefinition table) => new()
    {
        Name = table.Name,
        Columns =
        [
            .. table.Columns.Select(c => (c.Type == Dimensions.ColumnType.String && c.Length == 0 ? ColumnDefinition.Text(c.Name) : new ColumnDefinition(c.Name, c.Type, c.Length))
                with { IsNullable = c.IsNullable }),
        ],
        PrimaryKey = [.. table.Columns.Where(c => c.IsKey).Select(c => c.Name)],
        Indexes = table.Indexes,
    };

    private OpaqueTableDefinition Known(string table) => tables.TryGetValue(table, out var definition)
        ? definition
        : throw new RegistryException($"The table '{table}' has not been registered with this client.");

    private async Task<bool> IsListedAsync(string table, CancellationToken cancellationToken) => (await Database.FetchAsync(
        Database.Sql().Append($"SELECT table_name FROM opaque_meta WHERE table_name = {table}").Build(Dimensions.ColumnType.String), cancellationToken).ConfigureAwait(false)).Count > 0;

    private async IAsyncEnumerable<object?[]> ReadAsync(string table, SqlBuilder restriction, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var definition = Known(table);
        if (absent.ContainsKey(table))
            yield break;
        var physical = Definition(definition).Columns.SelectMany(Database.Dialect.PhysicalColumns);
        var select = Database.Sql().Append($"SELECT {SqlName.List(physical)} FROM {new SqlName(table)}").ToString();
        var query = restriction.After(select).Build([.. definition.Columns.Select(c => c.Type)]);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var values = new object?[definition.Columns.Count];
                for (var c = 0; c < values.Length; c++)
                    values[c] = ColumnValues.Read(batch, c, row);
                yield return values;
            }
        }
    }
}

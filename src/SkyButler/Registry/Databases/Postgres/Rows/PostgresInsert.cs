using Npgsql;
using NpgsqlTypes;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>Inserts rows a few thousand at a time, each column as one array.</summary>
internal static class PostgresInsert
{
    private const int Chunk = 10_000;

    public static async ValueTask<long> RunAsync(
        NpgsqlConnection connection, SqlDialect dialect, RowInsert insert, InsertedRows rows, CancellationToken cancellationToken)
    {
        var writer = new ColumnWriter([.. insert.Columns.Select(c => ArrayColumn.Make(insert.Table, c))]);
        var sql = insert.Write(dialect, Source(dialect, insert));
        var changes = 0L;
        for (var start = 0; start < rows.Count; start += Chunk)
        {
            writer.Clear();
            Fill(writer, rows, start);
            var command = new NpgsqlCommand(sql, connection);
            await using var closing = command.ConfigureAwait(false);
            foreach (var column in writer.Columns)
                command.Parameters.Add(new NpgsqlParameter { Value = column.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | column.Type });
            changes += await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return changes;
    }

    private static void Fill(ColumnWriter writer, InsertedRows rows, int start)
    {
        var row = start;
        try
        {
            for (; row < rows.Count && row < start + Chunk; row++)
            {
                writer.Begin();
                rows.Write(writer, row);
            }
        }
        catch (ConstraintException e)
        {
            e.Row = row;
            throw;
        }
    }

    private static string Source(SqlDialect dialect, RowInsert insert)
    {
        var next = insert.Generated is { } generated ? dialect.NextValue(insert.Table, generated) + ", " : "";
        var placeholders = string.Join(", ", Enumerable.Range(1, insert.Columns.Count).Select(dialect.Placeholder));
        var names = string.Join(", ", Enumerable.Range(1, insert.Columns.Count).Select(n => $"c{n}"));
        return $"SELECT {next}{names} FROM unnest({placeholders}) AS u({names})";
    }
}

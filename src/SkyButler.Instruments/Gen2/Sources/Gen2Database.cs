using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace SkyButler.Instruments.Gen2.Sources;

/// <summary>A registry of the second generation: an SQLite file with a table for raws, or one for each type of calibrations. It is only read.</summary>
/// <param name="file">The file.</param>
internal sealed class Gen2Database(string file)
{
    /// <summary>The rows of a table, as text by column; none where there is no such table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wanted">The columns that are wanted; those that it lacks are left out.</param>
    /// <param name="order">The columns by which rows are sorted, as far as it has them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Gen2Exception">The file can't be read.</exception>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, string>> RowsAsync(
        string table, IReadOnlyList<string> wanted, IReadOnlyList<string> order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        var columns = await TryAsync(async () =>
        {
            await connection.OpenAsync(cancellationToken);
            return await ColumnsAsync(connection, table, cancellationToken);
        });
        var chosen = wanted.Where(columns.Contains).ToList();
        if (chosen.Count == 0)
            yield break;
        await using var command = connection.CreateCommand();
        var sorted = order.Where(columns.Contains).ToList();
        // Names are those that the file itself has.
#pragma warning disable CA2100
        command.CommandText = $"SELECT DISTINCT {string.Join(", ", chosen.Select(Quote))} FROM {Quote(table)}{(sorted.Count > 0 ? $" ORDER BY {string.Join(", ", sorted.Select(Quote))}" : "")}";
#pragma warning restore CA2100
        await using var reader = await TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < chosen.Count; i++)
                if (!await reader.IsDBNullAsync(i, cancellationToken))
                    row[chosen[i]] = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
            yield return row;
        }
    }

    private static async Task<HashSet<string>> ColumnsAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", table);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            columns.Add(reader.GetString(0));
        return columns;
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException e)
        {
            throw new Gen2Exception($"The registry {file} can't be read: {e.Message}", e);
        }
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

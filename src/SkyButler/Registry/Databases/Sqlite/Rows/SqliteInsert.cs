using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases.Sqlite.Rows;

/// <summary>
/// Inserts rows, many of them by one statement: what SQLite does for a statement, such as opening every index of the table, costs as much as what
/// it does for a row.
/// </summary>
internal sealed class SqliteInsert(SqliteSession session, RowInsert insert, InsertedRows rows)
{
    private const int RowsOfStatement = 64;
    private const int RowsBetweenChecks = 1024;
    private int next;
    private long changes;

    /// <summary>Inserts them; returns how many changed.</summary>
    /// <exception cref="ConstraintException">A row was refused; it says which.</exception>
    public long Run(CancellationToken cancellationToken)
    {
        while (next < rows.Count)
        {
            var many = (rows.Count - next) / RowsOfStatement * RowsOfStatement;
            if (many > 0 && TryInsert(RowsOfStatement, next + many, cancellationToken))
                continue;
            // A statement that failed has left nothing behind; row by row it shows which of them it was.
            TryInsert(1, many > 0 ? next + RowsOfStatement : rows.Count, cancellationToken);
        }

        return changes;
    }

    // Goes on until the end, or until a statement of many rows is refused.
    private bool TryInsert(int count, int end, CancellationToken cancellationToken)
    {
        var prepared = session.Prepare(insert.Write(SqliteDialect.Instance, Values(count)));
        var writer = new SqliteRowWriter(prepared);
        try
        {
            for (; next < end; next += count)
            {
                if (next % RowsBetweenChecks < count)
                    cancellationToken.ThrowIfCancellationRequested();
                writer.Begin();
                for (var i = next; i < next + count; i++)
                    rows.Write(writer, i);
                prepared.Run();
                changes += session.Changes;
            }

            return true;
        }
        catch (ConstraintException) when (count > 1)
        {
            return false;
        }
        catch (ConstraintException e)
        {
            e.Row = next;
            throw;
        }
        finally
        {
            session.Release(prepared);
        }
    }

    private string Values(int count)
    {
        var width = insert.Columns.Sum(c => c.Type == ColumnType.Timespan ? 2 : 1);
        var numbers = Enumerable.Range(1, count * width).Select(n => string.Create(CultureInfo.InvariantCulture, $"?{n}"));
        return "VALUES (" + string.Join("), (", numbers.Chunk(width).Select(row => string.Join(", ", row))) + ")";
    }
}

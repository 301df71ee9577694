using System.Buffers;
using System.Text;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Sqlite.Rows;

/// <summary>Reads the rows of a statement in batches that grow.</summary>
internal sealed class SqliteRows(SqliteSession session, SqliteStatement statement, ColumnType[] types)
{
    private const int FirstBatch = 32;
    private const int Growth = 8;
    private const int LargestBatch = 4096;
    private int capacity = FirstBatch;
    private RowBatch? previous;

    /// <summary>The next rows; null after the last.</summary>
    public RowBatch? Next()
    {
        if (types.Length == 0)
            throw new InvalidOperationException("A query that gives rows must say the types of its columns.");
        var batch = new RowBatch(types, capacity);
        while (batch.Count < capacity && statement.Step())
        {
            Read(batch, batch.Count);
            batch.Count++;
        }

        capacity = Math.Min(capacity * Growth, LargestBatch);
        previous = batch;
        return batch.Count == 0 ? null : batch;
    }

    private void Read(RowBatch batch, int row)
    {
        var physical = 0;
        for (var c = 0; c < types.Length; c++)
        {
            var column = batch.Column(c);
            if (types[c] == ColumnType.Timespan)
            {
                ReadTimespan(column, row, physical);
                physical += 2;
                continue;
            }

            ReadValue(column, row, physical, c);
            physical++;
        }
    }

    private void ReadValue(RowColumn column, int row, int physical, int c)
    {
        switch (types[c])
        {
            case ColumnType.Int or ColumnType.Bool:
                // What is not there reads as zero, so that only zeros have to be asked.
                var number = statement.Int64(physical);
                column.Numbers[row] = number;
                if (number == 0 && statement.IsNull(physical))
                    column.SetNull(row);
                break;
            case ColumnType.DateTime:
                if (statement.IsNull(physical))
                    column.SetNull(row);
                else
                    column.Numbers[row] = statement.IsText(physical) ? CalendarText(statement.Bytes(physical)) : statement.Int64(physical);
                break;
            case ColumnType.Float:
                if (statement.IsNull(physical))
                    column.SetNull(row);
                else
                    column.Reals[row] = statement.Double(physical);
                break;
            case ColumnType.Uuid:
                var digits = statement.Bytes(physical);
                if (digits.IsEmpty && statement.IsNull(physical))
                    column.SetNull(row);
                else
                    column.Ids[row] = Identifier(digits);
                break;
            default:
                var text = statement.Bytes(physical);
                if (text.IsEmpty && statement.IsNull(physical))
                    column.SetNull(row);
                else
                    column.SetText(row, text, previous?.Column(c), (previous?.Count ?? 0) - 1);
                break;
        }
    }

    private void ReadTimespan(RowColumn column, int row, int physical)
    {
        var nulls = (statement.IsNull(physical), statement.IsNull(physical + 1));
        if (nulls == (true, true))
        {
            column.SetNull(row);
            return;
        }

        if (nulls != (false, false))
            throw new RegistryException($"The database '{session.Path}' is damaged: a timespan has one end and lacks the other.");
        column.Numbers[row] = statement.Int64(physical);
        column.Ends[row] = statement.Int64(physical + 1);
    }

    private Guid Identifier(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[16];
        return digits.Length == 32 && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done
            ? new Guid(bytes, bigEndian: true)
            : throw new RegistryException($"The database '{session.Path}' is damaged: '{Encoding.UTF8.GetString(digits)}' is not an identifier.");
    }

    // Repositories of the dataset manager 1.0.0 keep dates as UTC text.
    private long CalendarText(ReadOnlySpan<byte> text)
    {
        var value = Encoding.UTF8.GetString(text);
        return UtcText.TryParse(value, out var instant)
            ? instant
            : throw new RegistryException($"The database '{session.Path}' is damaged: '{value}' is not a date.");
    }
}

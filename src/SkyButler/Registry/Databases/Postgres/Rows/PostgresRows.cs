using Npgsql;
using NpgsqlTypes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>Reads the rows of an answer in batches that grow.</summary>
internal sealed class PostgresRows(NpgsqlDataReader reader, ColumnType[] types)
{
    private const int FirstBatch = 16;
    private const int LargestBatch = 4096;
    private int capacity = FirstBatch;

    /// <summary>The next rows, fewer than the batch could hold where they were the last.</summary>
    public async ValueTask<RowBatch> NextAsync(CancellationToken cancellationToken)
    {
        var batch = new RowBatch(types, capacity);
        while (batch.Count < capacity && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var c = 0; c < types.Length; c++)
                Read(batch.Column(c), batch.Count, c);
            batch.Count++;
        }

        capacity = Math.Min(capacity * 4, LargestBatch);
        return batch;
    }

    private void Read(RowColumn column, int row, int c)
    {
        if (reader.IsDBNull(c))
        {
            column.SetNull(row);
            return;
        }

        switch (column.Type)
        {
            case ColumnType.Int:
                column.Numbers[row] = reader.GetInt64(c);
                break;
            case ColumnType.Bool:
                column.Numbers[row] = reader.GetBoolean(c) ? 1 : 0;
                break;
            case ColumnType.DateTime:
                // Repositories of the dataset manager 1.0.0 keep calendar dates in UTC.
                column.Numbers[row] = reader.GetFieldType(c) == typeof(DateTime)
                    ? TaiTime.FromUtc(DateTime.SpecifyKind(reader.GetDateTime(c), DateTimeKind.Utc))
                    : reader.GetInt64(c);
                break;
            case ColumnType.Float:
                column.Reals[row] = reader.GetDouble(c);
                break;
            case ColumnType.Uuid:
                column.Ids[row] = reader.GetGuid(c);
                break;
            case ColumnType.Timespan:
                var timespan = PostgresRanges.Read(reader.GetFieldValue<NpgsqlRange<long>>(c));
                column.Numbers[row] = timespan.BeginNanoseconds;
                column.Ends[row] = timespan.EndNanoseconds;
                break;
            default:
                column.SetText(row, reader.GetString(c));
                break;
        }
    }
}

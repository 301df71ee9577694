using System.Text.Json;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Log;

/// <summary>
/// What was done to collections, in a table of our own that is made when there is first something to tell. Entries are written in the
/// transactions that they tell of.
/// </summary>
public sealed class ActionLog
{
    private const string TableName = "skybutler_log";
    private readonly RegistryContext context;

    internal ActionLog(RegistryContext context) => this.context = context;

    private static TableDefinition Table { get; } = new()
    {
        Name = TableName,
        Columns =
        [
            ColumnDefinition.Identifier("id"), ColumnDefinition.Integer("time"), ColumnDefinition.Text("action"), ColumnDefinition.Text("subject"),
            ColumnDefinition.Text("detail"), ColumnDefinition.Integer("undone") with { IsSmall = true },
        ],
        PrimaryKey = ["id"],
    };

    private Database Database => context.Database;

    /// <summary>The entries, latest first.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(int? limit, CancellationToken cancellationToken)
    {
        if (!await Database.HasTableAsync(TableName, cancellationToken).ConfigureAwait(false))
            return [];
        var sql = Database.Sql().Append($"SELECT id, time, action, subject, detail, undone FROM {new SqlName(TableName)} ORDER BY time DESC, id DESC");
        if (limit is { } most)
            sql.Append($" LIMIT {(long)most}");
        var entries = new List<LogEntry>();
        var query = sql.Build(ColumnType.Uuid, ColumnType.Int, ColumnType.String, ColumnType.String, ColumnType.String, ColumnType.Int);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                entries.Add(new(
                    batch.Id(0, row), DateTimeOffset.FromUnixTimeMilliseconds(batch.Number(1, row)), Enum.Parse<LogAction>(batch.Text(2, row)), batch.Text(3, row), batch.Number(5, row) != 0)
                {
                    Detail = JsonSerializer.Deserialize<LogDetail>(batch.Text(4, row))!,
                });
        return entries;
    }

    /// <summary>Makes the table unless it is there. Not inside a transaction.</summary>
    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!Database.IsInTransaction)
            await Database.EnsureTableAsync(Table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds an entry, inside the transaction that it tells of; nothing is told where the table could not be made before.</summary>
    internal async Task AddAsync(Guid id, LogAction action, string subject, LogDetail detail, CancellationToken cancellationToken)
    {
        if (!await Database.HasTableAsync(TableName, cancellationToken).ConfigureAwait(false))
            return;
        await Database.InsertAsync(
            new RowInsert(TableName, Table.Columns),
            [id],
            (row, key) =>
            {
                row.Write(key);
                row.Write(context.Clock.GetUtcNow().ToUnixTimeMilliseconds());
                row.Write(action.ToString());
                row.Write(subject);
                row.Write(JsonSerializer.Serialize(detail));
                row.Write(0L);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that an action was taken back.</summary>
    internal Task MarkAsync(Guid id, CancellationToken cancellationToken) =>
        Database.ExecuteAsync(Database.Sql().Append($"UPDATE {new SqlName(TableName)} SET undone = {1L} WHERE id = {id}").Build(), cancellationToken);
}

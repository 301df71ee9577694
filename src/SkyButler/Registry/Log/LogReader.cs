using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Registry.Log;

/// <summary>Reads the log; details only where they are asked for.</summary>
internal sealed class LogReader(RegistryContext context)
{
    private const int IdentifierDigits = 32;

    // Writers who don't wait for each other may give one time to two actions; what they did at once has no order, but must be listed in one.
    private const string LatestFirst = " ORDER BY l.time DESC, l.id DESC";

    private static readonly SqlText Columns = new("l.id, l.time, l.action, l.subject, l.state, l.datasets, l.parts, l.not_kept");

    private Database Database => context.Database;

    private static SqlName Entries => new(LogTables.EntryName);

    /// <summary>Entries, latest first, as they come from the database.</summary>
    public IAsyncEnumerable<LogEntry> ReadAsync(LogQuery query, CancellationToken cancellationToken)
    {
        var sql = Database.Sql().Append($"SELECT {Columns} FROM {Entries} l");
        for (var i = 0; i < query.Collections.Count; i++)
        {
            sql.Raw(i == 0 ? " WHERE l.id IN (SELECT c.log_id FROM " : " OR ");
            if (i == 0)
                sql.Append($"{new SqlName(LogTables.CollectionName)} c WHERE ");
            if (Glob.IsPattern(query.Collections[i]))
                Database.Dialect.AppendGlob(sql, "c.collection", query.Collections[i]);
            else
                sql.Append($"c.collection = {query.Collections[i]}");
        }

        sql.Raw(query.Collections.Count > 0 ? ")" : "").Raw(LatestFirst);
        if (query.Limit is { } most)
            sql.Append($" LIMIT {(long)most}");
        return EntriesAsync(sql, cancellationToken);
    }

    /// <summary>The latest entry that was not taken back; null where there is none.</summary>
    public ValueTask<LogEntry?> LatestAsync(CancellationToken cancellationToken) => EntriesAsync(
        Database.Sql().Append($"SELECT {Columns} FROM {Entries} l WHERE l.state <> {(long)LogState.Undone}").Raw(LatestFirst).Raw(" LIMIT 1"), cancellationToken).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Two entries at most whose identifiers begin with some hexadecimal digits.</summary>
    public async Task<IReadOnlyList<LogEntry>> ByPrefixAsync(string digits, CancellationToken cancellationToken)
    {
        var first = Guid.ParseExact(digits.PadRight(IdentifierDigits, '0'), "N");
        var last = Guid.ParseExact(digits.PadRight(IdentifierDigits, 'f'), "N");
        return await EntriesAsync(
            Database.Sql().Append($"SELECT {Columns} FROM {Entries} l WHERE l.id >= {first} AND l.id <= {last} ORDER BY l.id LIMIT 2"), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Another action after one that concerned a collection and was not taken back; null for none.</summary>
    public ValueTask<LogEntry?> LaterAsync(LogEntry entry, IReadOnlyList<string> collections, CancellationToken cancellationToken) => EntriesAsync(
        Database.Sql().Append($"SELECT {Columns} FROM {Entries} l JOIN {new SqlName(LogTables.CollectionName)} c ON c.log_id = l.id ")
            .Append($"WHERE c.collection IN {collections} AND l.state <> {(long)LogState.Undone} ")
            .Append($"AND (l.time > {LogTime.ToStored(entry.Time)} OR (l.time = {LogTime.ToStored(entry.Time)} AND l.id > {entry.Id}))").Raw(LatestFirst).Raw(" LIMIT 1"),
        cancellationToken).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The latest action before one that was not taken back, of those that were kept; null for none.</summary>
    public ValueTask<LogEntry?> BeforeAsync(LogEntry entry, CancellationToken cancellationToken) => EntriesAsync(
        Database.Sql().Append($"SELECT {Columns} FROM {Entries} l WHERE l.state <> {(long)LogState.Undone} AND l.not_kept IS NULL ")
            .Append($"AND (l.time < {LogTime.ToStored(entry.Time)} OR (l.time = {LogTime.ToStored(entry.Time)} AND l.id < {entry.Id}))").Raw(LatestFirst).Raw(" LIMIT 1"),
        cancellationToken).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What taking an action back needs; null where it is not kept any more.</summary>
    public async Task<LogDetail?> DetailAsync(Guid id, CancellationToken cancellationToken) =>
        await ContentAsync(id, 0, cancellationToken).ConfigureAwait(false) is { } content ? Parse(id, content, LogJson.Default.LogDetail) : null;

    /// <summary>Tags and validity ranges that belong to an action, some thousand at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LoggedMembership>> MembershipsAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Part by part: a transaction would read all of them at once.
        for (var part = 1L; await ContentAsync(id, part, cancellationToken).ConfigureAwait(false) is { } content; part++)
            yield return [.. Unpack(id, content)];
    }

    private static IEnumerable<LoggedMembership> Unpack(Guid id, string content)
    {
        try
        {
            return Parse(id, content, LogJson.Default.LoggedMembers).Unpack();
        }
        catch (FormatException e)
        {
            throw new LogDetailException(id, e);
        }
    }

    private static T Parse<T>(Guid id, string content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("They say nothing.");
        }
        catch (JsonException e)
        {
            throw new LogDetailException(id, e);
        }
    }

    private async Task<string?> ContentAsync(Guid id, long part, CancellationToken cancellationToken)
    {
        var query = Database.Sql().Append($"SELECT content FROM {new SqlName(LogTables.DetailName)} WHERE log_id = {id} AND part = {part}").Build(ColumnType.String);
        return await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false) is [{ Count: > 0 } batch] ? batch.Text(0, 0) : null;
    }

    private async IAsyncEnumerable<LogEntry> EntriesAsync(SqlBuilder sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = sql.Build(
            ColumnType.Uuid, ColumnType.Int, ColumnType.String, ColumnType.String, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.String);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return Entry(batch, row);
    }

    // Not by parsing, which takes numbers too.
    private static LogAction ActionOf(string name) => Enum.GetValues<LogAction>().Where(a => a.ToString() == name).DefaultIfEmpty(LogAction.Unknown).First();

    private static LogEntry Entry(RowBatch batch, int row) => new()
    {
        Id = batch.Id(0, row),
        Time = LogTime.FromStored(batch.Number(1, row)),
        Action = ActionOf(batch.Text(2, row)),
        Subject = batch.Text(3, row),
        State = (LogState)batch.Number(4, row),
        Datasets = batch.Number(5, row),
        Parts = batch.Number(6, row),
        NotKept = batch.TextOrNull(7, row),
    };
}

using System.Text.Json;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Registry.Log;

/// <summary>Writes the log, inside the transactions that it tells of.</summary>
internal sealed class LogWriter(RegistryContext context, LogTrimming trimming)
{
    private Database Database => context.Database;

    private static SqlName Entries => new(LogTables.EntryName);

    /// <summary>Adds an entry with its details.</summary>
    public async Task AddAsync(
        LogEntry entry, LogDetail detail, IReadOnlyCollection<string> collections, IEnumerable<LoggedMembership> memberships, CancellationToken cancellationToken)
    {
        var time = await NextTimeAsync(cancellationToken).ConfigureAwait(false);
        await Database.InsertAsync(
            new RowInsert(LogTables.EntryName, LogTables.Entry.Columns),
            [entry],
            (row, added) =>
            {
                row.Write(added.Id);
                row.Write(time);
                row.Write(added.Action.ToString());
                row.Write(added.Subject);
                row.Write((long)added.State);
                row.Write(added.Datasets);
                row.Write(added.Parts);
                row.Write(added.NotKept);
            },
            cancellationToken).ConfigureAwait(false);
        await AddCollectionsAsync(entry.Id, collections, cancellationToken).ConfigureAwait(false);
        // Whoever may not change the entry afterwards could not go on with the work that it tells of.
        if (entry.State == LogState.Begun)
            await SetStateAsync(entry.Id, entry.State, cancellationToken).ConfigureAwait(false);
        if (entry.NotKept is not null)
            return;
        await AddDetailAsync(entry.Id, 0, JsonSerializer.Serialize(detail, LogJson.Default.LogDetail), cancellationToken).ConfigureAwait(false);
        var part = 0L;
        foreach (var members in LoggedMembers.Pack(memberships))
            await AddDetailAsync(entry.Id, ++part, JsonSerializer.Serialize(members, LogJson.Default.LoggedMembers), cancellationToken).ConfigureAwait(false);
        await trimming.ForgetChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that one more part of datasets was removed.</summary>
    public Task AdvanceAsync(Guid id, long datasets, CancellationToken cancellationToken) => Database.ExecuteAsync(
        Database.Sql().Append($"UPDATE {Entries} SET datasets = datasets + {datasets}, parts = parts + 1 WHERE id = {id}").Build(), cancellationToken);

    /// <summary>Notes collections that an action concerns, none of which it is known to concern yet.</summary>
    public Task AddCollectionsAsync(Guid id, IReadOnlyCollection<string> collections, CancellationToken cancellationToken) => Database.InsertAsync(
        new RowInsert(LogTables.CollectionName, LogTables.Collection.Columns),
        [.. collections.Distinct(StringComparer.Ordinal)],
        (row, name) =>
        {
            row.Write(name);
            row.Write(id);
        },
        cancellationToken);

    /// <summary>Notes how far an action is; what was taken back needs no details any more.</summary>
    public async Task SetStateAsync(Guid id, LogState state, CancellationToken cancellationToken)
    {
        await Database.ExecuteAsync(Database.Sql().Append($"UPDATE {Entries} SET state = {(long)state} WHERE id = {id}").Build(), cancellationToken).ConfigureAwait(false);
        if (state == LogState.Undone)
            await trimming.ForgetAsync([id], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that what an action removes is not kept after all.</summary>
    public async Task GiveUpAsync(Guid id, string reason, CancellationToken cancellationToken)
    {
        await Database.ExecuteAsync(Database.Sql().Append($"UPDATE {Entries} SET not_kept = {reason} WHERE id = {id}").Build(), cancellationToken).ConfigureAwait(false);
        await trimming.ForgetAsync([id], cancellationToken).ConfigureAwait(false);
    }

    private Task AddDetailAsync(Guid id, long part, string content, CancellationToken cancellationToken) => Database.InsertAsync(
        new RowInsert(LogTables.DetailName, LogTables.Detail.Columns),
        [content],
        (row, text) =>
        {
            row.Write(id);
            row.Write(part);
            row.Write(text);
        },
        cancellationToken);

    // The order of the log is that of its times, however coarse or wrong the clocks of its writers are.
    private async Task<long> NextTimeAsync(CancellationToken cancellationToken)
    {
        var query = Database.Sql().Append($"SELECT time FROM {Entries} ORDER BY time DESC LIMIT 1").Build(ColumnType.Int);
        var now = LogTime.ToStored(context.Clock.GetUtcNow());
        return await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false) is [{ Count: > 0 } batch] ? Math.Max(now, batch.Number(0, 0) + 1) : now;
    }
}

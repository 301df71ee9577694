using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Log;

/// <summary>
/// Forgets what taking actions back would need, where nobody will: entries stay, which are small, and details go, which may hold all members of a long
/// chain each.
/// </summary>
internal sealed class LogTrimming(RegistryContext context)
{
    // Of changed chains, certifications and removed collections. A few more go at a time than can come.
    private const long MostChanges = 1000;
    private const long AtATime = 100;
    private const int Chunk = 1000;
    private static readonly string[] Removals = [.. new[] { LogAction.RemoveRuns, LogAction.Purge, LogAction.Unstore, LogAction.Disassociate }.Select(a => a.ToString())];

    private Database Database => context.Database;

    private static SqlName Entries => new(LogTables.EntryName);

    private static SqlName Details => new(LogTables.DetailName);

    /// <summary>Forgets the details of actions.</summary>
    public async Task ForgetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Chunk(Chunk))
            await Database.ExecuteAsync(Database.Sql().Append($"DELETE FROM {Details} WHERE log_id IN {chunk}").Build(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets those of the oldest actions other than removals, where there are too many.</summary>
    public async Task ForgetChangesAsync(CancellationToken cancellationToken)
    {
        var query = WithDetails().Append($" AND l.action NOT IN {Removals} ORDER BY l.time DESC, l.id DESC LIMIT {AtATime} OFFSET {MostChanges}");
        await ForgetAsync(await FindAsync(query, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets those of removals of which nothing is kept any more: of those that are named, and of older ones.</summary>
    public async Task ForgetRemovalsAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var old = await FindAsync(WithDetails().Append($" AND l.action IN {Removals} AND l.time < {LogTime.ToStored(oldest)}"), cancellationToken).ConfigureAwait(false);
        await ForgetAsync([.. ids.Concat(old).Distinct()], cancellationToken).ConfigureAwait(false);
    }

    private SqlBuilder WithDetails() => Database.Sql().Append($"SELECT l.id FROM {Details} d JOIN {Entries} l ON l.id = d.log_id WHERE d.part = 0");

    private async Task<IReadOnlyList<Guid>> FindAsync(SqlBuilder sql, CancellationToken cancellationToken)
    {
        var found = new List<Guid>();
        await foreach (var batch in Database.QueryAsync(sql.Build(ColumnType.Uuid), cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                found.Add(batch.Id(0, row));
        return found;
    }
}

using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Registry.Log;

/// <summary>
/// What was done to collections, in tables of our own that are made when there is first something to tell. Entries are written in the
/// transactions that they tell of. Where the tables can't be made or written, everything is done as it would be without a log.
/// </summary>
public sealed class ActionLog
{
    private const int LongestSubject = 200;
    private readonly RegistryContext context;
    private readonly LogReader reader;
    private readonly LogWriter writer;
    private readonly LogTrimming trimming;
    private int isTold;

    internal ActionLog(RegistryContext context)
    {
        this.context = context;
        reader = new(context);
        trimming = new(context);
        writer = new(context, trimming);
    }

    /// <summary>Hears, once, why nothing can be logged; null for nobody.</summary>
    internal Action<string>? Unavailable { get; set; }

    /// <summary>Whether it was told that nothing can be logged.</summary>
    internal bool WasUnavailable => Volatile.Read(ref isTold) != 0;

    private Database Database => context.Database;

    /// <summary>The entries, latest first; they are handed on as they are read.</summary>
    public async IAsyncEnumerable<LogEntry> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!await Database.HasTableAsync(LogTables.EntryName, cancellationToken).ConfigureAwait(false))
            yield break;
        await foreach (var entry in reader.ReadAsync(query, cancellationToken).ConfigureAwait(false))
            yield return entry;
    }

    /// <summary>The latest entry that was not taken back; null where there is none.</summary>
    internal async Task<LogEntry?> LatestAsync(CancellationToken cancellationToken) =>
        await Database.HasTableAsync(LogTables.EntryName, cancellationToken).ConfigureAwait(false) ? await reader.LatestAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The latest entry before another that was not taken back, and can be as far as the log knows; null where there is none.</summary>
    internal async Task<LogEntry?> BeforeAsync(LogEntry entry, CancellationToken cancellationToken) => await reader.BeforeAsync(entry, cancellationToken).ConfigureAwait(false);

    /// <summary>Two entries at most whose identifiers begin with some hexadecimal digits.</summary>
    internal async Task<IReadOnlyList<LogEntry>> ByPrefixAsync(string digits, CancellationToken cancellationToken) =>
        await Database.HasTableAsync(LogTables.EntryName, cancellationToken).ConfigureAwait(false) ? await reader.ByPrefixAsync(digits, cancellationToken).ConfigureAwait(false) : [];

    /// <summary>The latest action after another that concerned one of some collections and was not taken back; null for none.</summary>
    internal ValueTask<LogEntry?> LaterAsync(LogEntry entry, IReadOnlyList<string> collections, CancellationToken cancellationToken) =>
        reader.LaterAsync(entry, collections, cancellationToken);

    /// <summary>What taking an action back needs; null where it is not kept any more.</summary>
    internal Task<LogDetail?> DetailAsync(Guid id, CancellationToken cancellationToken) => reader.DetailAsync(id, cancellationToken);

    /// <summary>Tags and validity ranges that belong to an action, some thousand at a time.</summary>
    internal IAsyncEnumerable<IReadOnlyList<LoggedMembership>> MembershipsAsync(Guid id, CancellationToken cancellationToken) => reader.MembershipsAsync(id, cancellationToken);

    /// <summary>Adds an entry, inside the transaction that it tells of, which goes on even where the entry can't be written.</summary>
    /// <param name="entry">The entry; its time is given to it here.</param>
    /// <param name="detail">What taking it back needs.</param>
    /// <param name="collections">The collections that it concerns.</param>
    /// <param name="memberships">Tags and validity ranges that it made or took away.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was written.</returns>
    internal async Task<bool> AddAsync(
        LogEntry entry, LogDetail detail, IReadOnlyCollection<string> collections, IEnumerable<LoggedMembership> memberships, CancellationToken cancellationToken)
    {
        try
        {
            // The tables come with their first entry, or not at all.
            foreach (var table in LogTables.All)
                await Database.EnsureTableAsync(table, cancellationToken).ConfigureAwait(false);
            await Database.SavepointAsync(token => writer.AddAsync(entry, detail, collections, memberships, token), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RegistryException e) when (e is not (ConnectionLostException or WriteRaceException or DatabaseBusyException))
        {
            Tell(e);
            return false;
        }
    }

    /// <summary>Notes that one more part of datasets was removed.</summary>
    /// <param name="id">The action.</param>
    /// <param name="datasets">How many.</param>
    /// <param name="collections">The collections that it concerns by these, and did not concern before.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task AdvanceAsync(Guid id, long datasets, IReadOnlyCollection<string> collections, CancellationToken cancellationToken)
    {
        await writer.AdvanceAsync(id, datasets, cancellationToken).ConfigureAwait(false);
        if (collections.Count > 0)
            await writer.AddCollectionsAsync(id, collections, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Forgets what taking removals back would need: of those that are named, and of all that are older than what is kept. That they were is not forgotten.
    /// </summary>
    internal async Task ForgetRemovalsAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        if (await Database.HasTableAsync(LogTables.EntryName, cancellationToken).ConfigureAwait(false))
            await trimming.ForgetRemovalsAsync(ids, oldest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes how far an action is; what was taken back needs no details any more.</summary>
    internal Task SetStateAsync(Guid id, LogState state, CancellationToken cancellationToken) => writer.SetStateAsync(id, state, cancellationToken);

    /// <summary>Notes that what an action removes is not kept after all.</summary>
    internal Task GiveUpAsync(Guid id, string reason, CancellationToken cancellationToken) => writer.GiveUpAsync(id, reason, cancellationToken);

    /// <summary>An identifier for a new action; later ones are greater, as far as the clock tells.</summary>
    internal Guid NewId() => Guid.CreateVersion7(context.Clock.GetUtcNow());

    /// <summary>The names of collections in one line that is not too long.</summary>
    internal static string SubjectOf(IReadOnlyList<string> names)
    {
        var text = "";
        for (var i = 0; i < names.Count; i++)
        {
            var more = text.Length == 0 ? names[i] : $"{text}, {names[i]}";
            if (more.Length > LongestSubject && i > 0)
                return $"{text} and {names.Count - i} more";
            text = more;
        }

        return text;
    }

    private void Tell(Exception reason)
    {
        if (Interlocked.Exchange(ref isTold, 1) == 0)
            Unavailable?.Invoke(reason.Message);
    }
}

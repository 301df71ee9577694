using System.Diagnostics;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Groups;

/// <summary>
/// Lets those who want to write at the same time commit together. Whoever finds nobody writing leads a transaction: its own work is done first,
/// then that of all who came meanwhile, each in a savepoint, so that one who fails does not take the others along; then all is committed
/// at once, and only then is anybody told. Who writes alone waits for nobody and has no savepoint.
/// </summary>
/// <param name="begin">Begins a transaction.</param>
/// <param name="committed">Is told of each commit.</param>
/// <param name="rolledBack">Is told when something was undone.</param>
internal sealed class CommitGroups(Func<CancellationToken, Task<SessionLease>> begin, Action committed, Action rolledBack)
{
    // Those who came first wait for those who joined, and other processes for all of them.
    private const int MostMembers = 128;
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(25);

    private readonly Lock gate = new();
    private readonly LinkedList<GroupMember> waiting = new();
    private bool isLed;

    /// <summary>How many transactions were committed, for tests that hold them to be few.</summary>
    public long Commits { get; private set; }

    /// <summary>How many wait.</summary>
    public int WaitingCount
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Does work in a transaction; ends when that is committed.</summary>
    public async Task RunAsync(GroupMember member)
    {
        if (!await IsLeaderAsync(member).ConfigureAwait(false))
            return;
        var early = Latest();
        SessionLease lease;
        try
        {
            lease = await begin(member.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Those who waited as long need not wait as long again.
            if (e is DatabaseBusyException)
                Refuse(early, e);
            PassOn();
            throw;
        }

        var members = new List<GroupMember> { member };
        try
        {
            await using var returning = lease.ConfigureAwait(false);
            await DoAsync(lease.Session, members).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            foreach (var other in members.Skip(1))
                other.Turn.TrySetException(other.Failure ?? e);
            throw;
        }
        finally
        {
            PassOn();
        }
    }

    private async Task DoAsync(DatabaseSession session, List<GroupMember> members)
    {
        try
        {
            await members[0].RunAsync(session).ConfigureAwait(false);
            if (members[0].Sharing == Sharing.Together)
                await JoinAsync(session, members).ConfigureAwait(false);
            await CommitAsync(session, members).ConfigureAwait(false);
        }
        catch
        {
            await session.RollbackAsync().ConfigureAwait(false);
            rolledBack();
            throw;
        }
        finally
        {
            session.IsShared = false;
        }

        Commits++;
        committed();
        foreach (var other in members.Skip(1))
        {
            if (other.Failure is { } failure)
                other.Turn.TrySetException(failure);
            else
                other.Turn.TrySetResult(false);
        }
    }

    private async Task JoinAsync(DatabaseSession session, List<GroupMember> members)
    {
        var start = Stopwatch.GetTimestamp();
        while (members.Count < MostMembers && Stopwatch.GetElapsedTime(start) < LongestWork && TakeNext() is { } next)
        {
            members.Add(next);
            session.IsShared = true;
            try
            {
                await session.RunAsync("SAVEPOINT joined", CancellationToken.None).ConfigureAwait(false);
                await next.RunAsync(session).ConfigureAwait(false);
                await session.RunAsync("RELEASE SAVEPOINT joined", CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                next.Failure = e;
                // On some errors the database undoes all that it was about to do, whoever caused them.
                if (!session.IsInTransaction)
                    throw Undone(e);
                await session.RunAsync("ROLLBACK TO SAVEPOINT joined; RELEASE SAVEPOINT joined", CancellationToken.None).ConfigureAwait(false);
                rolledBack();
            }
        }
    }

    private static async Task CommitAsync(DatabaseSession session, List<GroupMember> members)
    {
        try
        {
            // Nobody's cancellation may take a commit from the others.
            await session.CommitAsync(members.Count == 1 ? members[0].CancellationToken : CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // What a member stumbled over may have been the work of another, which is not there now.
            foreach (var failed in members.Where(m => m.Failure is RegistryException))
                failed.Failure = Undone(e);
            throw;
        }
    }

    private static WriteRaceException Undone(Exception cause) =>
        new($"A change was undone since another that was to be committed with it failed ({cause.Message.TrimEnd('.')}); do it again.", cause);

    private async Task<bool> IsLeaderAsync(GroupMember member)
    {
        lock (gate)
        {
            if (!isLed)
            {
                isLed = true;
                return true;
            }

            waiting.AddLast(member);
        }

        var withdrawal = member.CancellationToken.UnsafeRegister(_ => Withdraw(member), null);
        await using var closing = withdrawal.ConfigureAwait(false);
        return await member.Turn.Task.ConfigureAwait(false);
    }

    private void Withdraw(GroupMember member)
    {
        lock (gate)
        {
            if (!waiting.Remove(member))
                return;
        }

        member.Turn.TrySetCanceled(member.CancellationToken);
    }

    private GroupMember? Latest()
    {
        lock (gate)
            return waiting.Last?.Value;
    }

    private GroupMember? TakeNext()
    {
        lock (gate)
        {
            if (waiting.First?.Value is not { Sharing: Sharing.Together } next)
                return null;
            waiting.RemoveFirst();
            return next;
        }
    }

    private void Refuse(GroupMember? last, Exception reason)
    {
        lock (gate)
        {
            while (last is not null && waiting.Contains(last))
            {
                waiting.First!.Value.Turn.TrySetException(reason);
                waiting.RemoveFirst();
            }
        }
    }

    private void PassOn()
    {
        lock (gate)
        {
            isLed = waiting.First is not null;
            if (waiting.First is not { } next)
                return;
            waiting.Remove(next);
            next.Value.Turn.TrySetResult(true);
        }
    }
}

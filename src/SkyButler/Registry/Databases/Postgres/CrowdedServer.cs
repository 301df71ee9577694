using System.Diagnostics;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>
/// Manners for a server that has hardly room for all its clients. Whoever has seen it full lately gives its connections up every two seconds and
/// waits a moment before it asks again, so that those who wait outside come in. It would be dear to do so more often, as each connection
/// is a new process of the server that has to read its catalogue; and to be refused costs a process too, so nobody asks too often.
/// </summary>
internal sealed class CrowdedServer : IDisposable
{
    // In milliseconds.
    private const int FirstPause = 20;
    private const int LongestPause = 500;
    private const int LongestYield = 100;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QuestionInterval = TimeSpan.FromSeconds(1);

    private readonly Timer leaving;
    private long full;
    private long asked;
    private long yieldUntil;
    private int isLeaving;

    /// <param name="leave">Closes idle connections, and others after their use.</param>
    public CrowdedServer(Action leave) => leaving = new(_ => Leave(leave));

    private bool IsCrowded => Volatile.Read(ref full) is > 0 and var time && Stopwatch.GetElapsedTime(time) < Memory;

    /// <summary>Whether it is time to ask the server how full it is.</summary>
    public bool IsTimeToAsk()
    {
        var last = Volatile.Read(ref asked);
        var now = Stopwatch.GetTimestamp();
        return (last == 0 || Stopwatch.GetElapsedTime(last, now) > QuestionInterval) && Interlocked.CompareExchange(ref asked, now, last) == last;
    }

    /// <summary>Notes that the server is nearly full.</summary>
    public void Note() => Volatile.Write(ref full, Stopwatch.GetTimestamp());

    /// <summary>Waits a little after there was no room, longer each time.</summary>
    public static Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = Math.Min(FirstPause << Math.Min(attempt, 6), LongestPause);
        return Task.Delay(Random.Shared.Next(longest / 2, longest), cancellationToken);
    }

    /// <summary>Waits for those who wait outside, after room was made for them.</summary>
    public ValueTask YieldAsync(CancellationToken cancellationToken)
    {
        var rest = Volatile.Read(ref yieldUntil) - Stopwatch.GetTimestamp();
        return rest <= 0 ? default : new(Task.Delay(Stopwatch.GetElapsedTime(0, rest), cancellationToken));
    }

    /// <summary>To be called when a connection is given back.</summary>
    public void Returned()
    {
        if (IsCrowded && Interlocked.Exchange(ref isLeaving, 1) == 0)
            leaving.Change(Stay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => leaving.Dispose();

    private void Leave(Action leave)
    {
        Volatile.Write(ref isLeaving, 0);
        Volatile.Write(ref yieldUntil, Stopwatch.GetTimestamp() + (Random.Shared.Next(LongestYield) * Stopwatch.Frequency / 1000));
        leave();
    }
}

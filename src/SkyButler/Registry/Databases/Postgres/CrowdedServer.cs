using System.Diagnostics;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>
/// Manners for a server that has no room for all its clients. Whoever was refused lately gives its connections up a few times a second and
/// waits a moment before it asks again, so that those who wait outside come in.
/// </summary>
internal sealed class CrowdedServer
{
    private const int LongestPause = 120;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestYield = TimeSpan.FromMilliseconds(50);

    private long refused;
    private long madeRoom;
    private long yieldUntil;

    private bool IsCrowded => Volatile.Read(ref refused) is > 0 and var time && Stopwatch.GetElapsedTime(time) < Memory;

    /// <summary>Notes that there was no room, and waits a little, longer each time.</summary>
    public Task RefusedAsync(int attempt, CancellationToken cancellationToken)
    {
        Volatile.Write(ref refused, Stopwatch.GetTimestamp());
        return Task.Delay(Random.Shared.Next(5, Math.Min(10 << Math.Min(attempt, 4), LongestPause)), cancellationToken);
    }

    /// <summary>Waits for those who wait outside, after room was made for them.</summary>
    public ValueTask YieldAsync(CancellationToken cancellationToken)
    {
        var rest = Volatile.Read(ref yieldUntil) - Stopwatch.GetTimestamp();
        return rest <= 0 ? default : new(Task.Delay(Stopwatch.GetElapsedTime(0, rest), cancellationToken));
    }

    /// <summary>Whether it is time to close connections rather than to keep them.</summary>
    public bool IsTimeToMakeRoom()
    {
        var last = Volatile.Read(ref madeRoom);
        var now = Stopwatch.GetTimestamp();
        if (!IsCrowded || Stopwatch.GetElapsedTime(last, now) < Stay || Interlocked.CompareExchange(ref madeRoom, now, last) != last)
            return false;
        Volatile.Write(ref yieldUntil, now + (long)(LongestYield.TotalSeconds * Random.Shared.NextDouble() * Stopwatch.Frequency));
        return true;
    }
}

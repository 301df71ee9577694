using System.Collections.Concurrent;

namespace SkyButler.Resources.Tests.Servers;

/// <summary>A clock by which every pause is over at once, and remembered.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    /// <summary>The pauses that were made.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

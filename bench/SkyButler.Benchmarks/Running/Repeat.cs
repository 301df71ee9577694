using System.Diagnostics;

namespace SkyButler.Benchmarks.Running;

/// <summary>Runs work several times and takes medians.</summary>
internal static class Repeat
{
    /// <summary>The time of one piece of work, with the rubbish of what went before out of the way.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Median time of work that is done once untimed and then so many times.</summary>
    public static async Task<TimeSpan> MedianAsync(int count, Func<Task> work)
    {
        await work();
        var times = new List<TimeSpan>();
        for (var i = 0; i < count; i++)
            times.Add(await TimeAsync(work));
        return Median(times);
    }

    /// <summary>
    /// Medians of work and of the bare work that it is compared with, by turns so that both meet the same noise; the first turn is
    /// not counted. Each gives its own time, so that what prepares a turn is left out.
    /// </summary>
    public static async Task<(TimeSpan Work, TimeSpan Bare, double Ratio)> PairAsync(int count, Func<Task<TimeSpan>> work, Func<Task<TimeSpan>> bare)
    {
        var own = new List<TimeSpan>();
        var others = new List<TimeSpan>();
        for (var i = 0; i <= count; i++)
        {
            own.Add(await work());
            others.Add(await bare());
        }

        own.RemoveAt(0);
        others.RemoveAt(0);
        return (Median(own), Median(others), own.Zip(others, (a, b) => a / b).Order().ElementAt(count / 2));
    }

    /// <summary>The middle value.</summary>
    public static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

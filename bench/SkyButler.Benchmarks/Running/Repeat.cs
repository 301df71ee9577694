using System.Diagnostics;

namespace SkyButler.Benchmarks.Running;

/// <summary>Runs work several times and takes medians.</summary>
internal static class Repeat
{
    /// <summary>What one piece of work takes, with the rubbish of what went before out of the way.</summary>
    public static async Task<Sample> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await work();
        return new(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
    }

    /// <summary>Median of work that is done twice uncounted and then so many times.</summary>
    public static async Task<Sample> MedianAsync(int count, Func<Task> work)
    {
        await work();
        await work();
        var samples = new List<Sample>();
        for (var i = 0; i < count; i++)
            samples.Add(await TimeAsync(work));
        return Sample.Median(samples);
    }

    /// <summary>
    /// Medians of work and of the bare work that it is compared with, by turns so that both meet the same noise; the first turn is
    /// not counted. Each measures itself, so that what prepares a turn is left out.
    /// </summary>
    public static async Task<(Sample Work, Sample Bare, double Ratio)> PairAsync(int count, Func<Task<Sample>> work, Func<Task<Sample>> bare)
    {
        var own = new List<Sample>();
        var others = new List<Sample>();
        for (var i = 0; i <= count; i++)
        {
            own.Add(await work());
            others.Add(await bare());
        }

        own.RemoveAt(0);
        others.RemoveAt(0);
        return (Sample.Median(own), Sample.Median(others), own.Zip(others, (a, b) => a.Time / b.Time).Order().ElementAt(count / 2));
    }
}

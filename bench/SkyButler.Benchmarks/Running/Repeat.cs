using System.Diagnostics;

namespace SkyButler.Benchmarks.Running;

/// <summary>Runs work several times and takes medians.</summary>
internal static class Repeat
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private const int SettlingRounds = 200;

    /// <summary>What one piece of work takes, with the rubbish of what went before out of the way.</summary>
    public static Task<Sample> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return OnceAsync(work);
    }

    /// <summary>What one piece of work takes, of many that are measured one after the other.</summary>
    public static async Task<Sample> OnceAsync(Func<Task> work)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await work();
        return new(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
    }

    /// <summary>Median of work that is done uncounted until its code has settled, and then so many times.</summary>
    public static Task<Sample> MedianAsync(int count, Func<Task> work) => MedianAsync(count, () => TimeAsync(work));

    /// <summary>The same of work that measures itself.</summary>
    public static async Task<Sample> MedianAsync(int count, Func<Task<Sample>> work)
    {
        await SettleAsync(work);
        var samples = new List<Sample>();
        for (var i = 0; i < count; i++)
            samples.Add(await work());
        return Sample.Median(samples);
    }

    /// <summary>
    /// Medians of work and of the bare work that it is compared with, by turns so that both meet the same noise, once the code of both has settled.
    /// Each measures itself, so that what prepares a turn is left out.
    /// </summary>
    public static async Task<(Sample Work, Sample Bare, double Ratio)> PairAsync(int count, Func<Task<Sample>> work, Func<Task<Sample>> bare)
    {
        var own = new List<Sample>();
        var others = new List<Sample>();
        await SettleAsync(work);
        await SettleAsync(bare);
        for (var i = 0; i < count; i++)
        {
            own.Add(await work());
            others.Add(await bare());
        }

        return (Sample.Median(own), Sample.Median(others), own.Zip(others, (a, b) => a.Time / b.Time).Order().ElementAt(count / 2));
    }

    // Code is compiled in haste first, and well once it has run some dozens of times; the programs that users start are compiled well from the beginning.
    private static async Task SettleAsync(Func<Task<Sample>> work)
    {
        var total = TimeSpan.Zero;
        for (var rounds = 0; rounds < 1 || (total < Settling && rounds < SettlingRounds); rounds++)
            total += (await work()).Time;
    }
}

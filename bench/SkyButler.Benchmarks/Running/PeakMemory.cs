using System.Globalization;

namespace SkyButler.Benchmarks.Running;

/// <summary>Most memory that a process had resident, as Linux counts it.</summary>
internal static class PeakMemory
{
    private const string HighWaterMark = "VmHWM:";

    /// <summary>The peak of this process while work runs, starting from what is alive now.</summary>
    public static async Task<long> OfAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // 5 means: begin to count anew (proc(5), clear_refs).
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        await work();
        return Of("self");
    }

    /// <summary>The peak of a process so far; 0 when it is gone.</summary>
    public static long Of(string process)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith(HighWaterMark, StringComparison.Ordinal))
                    return long.Parse(line[HighWaterMark.Length..^2], CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (IOException)
        {
            // It ended between two looks.
        }

        return 0;
    }
}

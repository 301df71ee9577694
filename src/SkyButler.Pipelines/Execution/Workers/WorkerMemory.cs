using System.Globalization;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>What the system says and is told of the memory of processes; nothing where it has no <c>/proc</c>.</summary>
internal static class WorkerMemory
{
    private const string KillMeFirst = "500";
    private const string ResetPeakSize = "5";

    /// <summary>Has the kernel, when memory runs out, kill this process rather than the run that it works for.</summary>
    public static void OfferToKernel() => Write("/proc/self/oom_score_adj", KillMeFirst);

    /// <summary>Lets the greatest size of this process be measured anew, so that it is that of one quantum.</summary>
    public static void ResetPeak() => Write("/proc/self/clear_refs", ResetPeakSize);

    /// <summary>Bytes of memory that a process has; 0 where it is not known.</summary>
    public static long Resident(int process)
    {
        try
        {
            var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/statm")).Split(' ');
            return fields.Length > 1 && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pages) ? pages * Environment.SystemPageSize : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static void Write(string file, string value)
    {
        try
        {
            File.WriteAllText(file, value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A help, not a need.
        }
    }
}

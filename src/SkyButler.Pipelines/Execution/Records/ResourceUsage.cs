using System.Globalization;
using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Execution.Records;

/// <summary>What the process has used so far, as getrusage(2) counts it; memory in bytes.</summary>
internal static partial class ResourceUsage
{
    private const int Self = 0;
    private const int KibiByte = 1024;
    private const double Micro = 1e-6;

    /// <summary>Adds the figures of a moment under a prefix: <c>prepUtc</c>, <c>prepCpuTime</c>, ….</summary>
    public static void Record(TaskMetadata group, string prefix, TimeProvider clock)
    {
        // struct rusage of 64-bit Linux: two times (seconds, microseconds), then 14 counts.
        Span<long> usage = stackalloc long[18];
        usage.Clear();
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
            _ = GetUsage(Self, ref MemoryMarshal.GetReference(usage));
        var user = usage[0] + (Micro * usage[1]);
        var system = usage[2] + (Micro * usage[3]);
        group.Add(prefix + "Utc", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture));
        group.Add(prefix + "CpuTime", Environment.CpuUsage.TotalTime.TotalSeconds);
        group.Add(prefix + "UserTime", user);
        group.Add(prefix + "SystemTime", system);
        group.Add(prefix + "MaxResidentSetSize", usage[4] * KibiByte);
        group.Add(prefix + "MinorPageFaults", usage[8]);
        group.Add(prefix + "MajorPageFaults", usage[9]);
        group.Add(prefix + "BlockInputs", usage[11]);
        group.Add(prefix + "BlockOutputs", usage[12]);
        group.Add(prefix + "VoluntaryContextSwitches", usage[16]);
        group.Add(prefix + "InvoluntaryContextSwitches", usage[17]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}

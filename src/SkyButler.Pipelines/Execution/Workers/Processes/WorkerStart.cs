using System.Diagnostics;
using System.Globalization;

namespace SkyButler.Pipelines.Execution.Workers.Processes;

/// <summary>How worker processes are started, and what they are told first.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Message">The message with which a worker starts.</param>
/// <param name="MayUseThreads">Whether numerical libraries may use as many threads as they like.</param>
internal sealed record WorkerStart(IReadOnlyList<string> Command, byte[] Message, bool MayUseThreads)
{
    // Faults that tests plan for workers are not those of the run.
    private const string Fault = "SKYBUTLER_FAULT";
    private const string WorkerFault = "SKYBUTLER_WORKER_FAULT";
    private const string HeapLimit = "DOTNET_GCHeapHardLimit";
    private const long OutsideHeap = 100L << 20;

    private static readonly string[] ThreadCounts =
    [
        "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MKL_DOMAIN_NUM_THREADS", "MPI_NUM_THREADS", "NUMEXPR_NUM_THREADS",
        "NUMEXPR_MAX_THREADS", "NUMBA_NUM_THREADS", "ARROW_IO_THREADS", "VECLIB_MAXIMUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "BLIS_NUM_THREADS",
    ];

    /// <summary>What the system is asked for.</summary>
    /// <param name="memoryLimit">Bytes that the process may use; null for as many as there are.</param>
    public ProcessStartInfo Info(long? memoryLimit)
    {
        var info = new ProcessStartInfo(Command[0], Command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment.Remove(Fault);
        if (info.Environment.TryGetValue(WorkerFault, out var fault))
            info.Environment[Fault] = fault;
        // Garbage is collected before the process is killed for what it need not have.
        if (memoryLimit is { } limit)
            info.Environment[HeapLimit] = Math.Max(limit - OutsideHeap, limit / 2).ToString("X", CultureInfo.InvariantCulture);
        if (MayUseThreads)
            return info;
        foreach (var name in ThreadCounts)
            info.Environment[name] = "1";
        info.Environment["OMP_PROC_BIND"] = "false";
        return info;
    }
}

using System.Globalization;
using System.Text.Json.Serialization;

namespace SkyButler.Resources.Durability;

/// <summary>Which process of which boot of which machine wrote something, so that others can tell whether it still runs.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Boot">The kernel's identifier of the running boot; empty where there is none.</param>
/// <param name="ProcessId">Process number.</param>
/// <param name="Started">When the process started, in the kernel's ticks since boot; numbers are used again, start times with them are not.</param>
public sealed record ProcessIdentity(string Host, string Boot, int ProcessId, string Started)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(
        Environment.MachineName, Read("/proc/sys/kernel/random/boot_id").Trim(), Environment.ProcessId, StartOf(Environment.ProcessId));

    /// <summary>
    /// Whether the process surely runs: on this machine, since this boot. False does not mean that it is dead where it runs elsewhere. What has
    /// ended and was not waited for by whoever started it runs no more.
    /// </summary>
    [JsonIgnore]
    public bool IsKnownToRun => Status() is { HasEnded: false };

    /// <summary>Whether the process was killed, and its last threads have not ended yet: what they write may still appear, and their locks are held.</summary>
    [JsonIgnore]
    public bool IsEnding => Status() is { HasEnded: false } status && (status.IsLeaving || ProcessStatus.IsKilled(Read(FileOf(ProcessId, "status"))));

    /// <summary>Whether it is this very process.</summary>
    [JsonIgnore]
    public bool IsThisProcess => this == Current;

    private static string StartOf(int processId) => ProcessStatus.Parse(Read(FileOf(processId, "stat")))?.Started ?? "";

    private static string FileOf(int processId, string name) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}");

    // Null where it surely is not, or not known to be, there: numbers are used again, start times with them are not.
    private ProcessStatus? Status() =>
        Host == Current.Host && Boot == Current.Boot && Started.Length > 0 && ProcessStatus.Parse(Read(FileOf(ProcessId, "stat"))) is { } status && status.Started == Started
            ? status
            : null;

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

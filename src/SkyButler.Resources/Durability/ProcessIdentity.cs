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
    private const int StartTimeField = 19;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(
        Environment.MachineName, Read("/proc/sys/kernel/random/boot_id").Trim(), Environment.ProcessId, StartOf(Environment.ProcessId));

    /// <summary>
    /// Whether the process surely runs: on this machine, since this boot. False does not mean that it is dead where it runs elsewhere.
    /// </summary>
    [JsonIgnore]
    public bool IsKnownToRun => Host == Current.Host && Boot == Current.Boot && Started.Length > 0 && StartOf(ProcessId) == Started;

    /// <summary>Whether it is this very process.</summary>
    [JsonIgnore]
    public bool IsThisProcess => this == Current;

    private static string StartOf(int processId)
    {
        var status = Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        // The second field is the program's name in parentheses and may hold anything.
        var afterName = status.LastIndexOf(')') is var end and >= 0 ? status[(end + 1)..] : "";
        var fields = afterName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartTimeField ? fields[StartTimeField] : "";
    }

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

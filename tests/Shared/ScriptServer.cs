using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SkyButler.Tests.Shared;

/// <summary>Starts a script of <c>eng/</c> that serves on a free port for as long as its standard input is open, that is while this process lives.</summary>
internal static class ScriptServer
{
    // Held on to: a process that is forgotten has its standard input closed.
    private static readonly ConcurrentBag<Process> Processes = [];

    /// <summary>The first line that the script prints: "ready" and what it says of itself, or why it can't serve.</summary>
    public static async Task<string> StartAsync(string script)
    {
        if (!OperatingSystem.IsLinux())
            return "its script needs Linux";
        var start = new ProcessStartInfo("bash", [Checkout.File(script), PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Processes.Add(process);
        return await process.StandardOutput.ReadLineAsync(CancellationToken.None) ?? "its script ended without a word";
    }
}

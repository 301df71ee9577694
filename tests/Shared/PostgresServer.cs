using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SkyButler.Tests.Shared;

/// <summary>
/// A real PostgreSQL server for all tests of an assembly, started by the first that asks. It stops by itself when this process ends, however it
/// ends, since it serves no longer than its standard input is open. Where none can be had, tests that need it are skipped, with the reason.
/// </summary>
internal static class PostgresServer
{
    private const string Ready = "ready ";

    // Held on to: a process that is forgotten has its standard input closed.
    private static Process? process;

    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>The server's first line: its URL, such as <c>postgresql://postgres@127.0.0.1:5555/postgres</c>, or why there is none.</summary>
    public static async Task<string> UrlAsync()
    {
        var line = await Server.Value;
        if (!line.StartsWith(Ready, StringComparison.Ordinal))
            Assert.Skip($"there is no PostgreSQL server: {line}");
        return line[Ready.Length..];
    }

    private static async Task<string> StartAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "its script needs Linux";
        var start = new ProcessStartInfo("bash", [Checkout.File("eng/postgres.sh"), FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync(CancellationToken.None) ?? "its script ended without a word";
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

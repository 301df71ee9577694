using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SkyButler.Benchmarks.Running;

/// <summary>A PostgreSQL server of the benchmark's own with the settings that a server has by default: what it says is kept is on the disk.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string Ready = "ready ";
    private readonly Process process;

    private BenchServer(Process process, string url) => (this.process, Url) = (process, url);

    /// <summary>Such as <c>postgresql://postgres@127.0.0.1:5555/postgres</c>.</summary>
    public string Url { get; }

    /// <summary>Starts one with room for so many connections; null where there is no PostgreSQL.</summary>
    public static async Task<BenchServer?> StartAsync(int connections, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                "eng/postgres.sh", FreePort(), "", "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_locks_per_transaction=64",
                string.Create(CultureInfo.InvariantCulture, $"max_connections={connections}"),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? "";
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            return new(process, line[Ready.Length..]);
        await Console.Error.WriteLineAsync($"PostgreSQL is left out: {line}");
        process.Dispose();
        return null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SkyButler.Benchmarks.Scale.Databases;

/// <summary>A PostgreSQL server of our own on this machine, by <c>eng/postgres.sh</c>; it stops with this process, however that ends.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string Ready = "ready ";

    // What a small server of an observatory may have; what is filled in bulk needs no log beyond the tables themselves.
    private static readonly string[] Settings =
    [
        "shared_buffers=2GB", "maintenance_work_mem=1GB", "work_mem=64MB", "effective_cache_size=8GB", "max_wal_size=16GB", "checkpoint_timeout=30min",
        "wal_level=minimal", "max_wal_senders=0",
    ];

    private readonly Process process;

    private PostgresProcess(Process process, string url) => (this.process, Url) = (process, url);

    /// <summary>The URL of its database.</summary>
    public string Url { get; }

    /// <summary>Starts one whose data are in a folder.</summary>
    /// <exception cref="InvalidOperationException">None can be had.</exception>
    public static async Task<PostgresProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["eng/postgres.sh", FreePort().ToString(CultureInfo.InvariantCulture), folder, .. Settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line?.StartsWith(Ready, StringComparison.Ordinal) == true
            ? new(process, line[Ready.Length..])
            : throw new InvalidOperationException($"There is no PostgreSQL server: {line ?? "its script ended without a word"}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>A PostgreSQL server of one test alone, which keeps what it has promised when it is stopped in haste, and can be restarted.</summary>
internal sealed class RestartableServer : IAsyncDisposable
{
    private const string Ready = "ready ";
    private readonly Process process;

    private RestartableServer(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <summary>Starts one; the test is skipped where it can't be had.</summary>
    public static async Task<RestartableServer> StartAsync(params IReadOnlyList<string> settings)
    {
        await PostgresServer.UrlAsync();
        var port = PostgresServer.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo("bash", [Checkout.File("eng/postgres.sh"), port, "", "synchronous_commit=on", .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var server = new RestartableServer(process, $"postgresql://postgres@127.0.0.1:{port}/postgres");
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Stops it and starts it again.</summary>
    /// <param name="manner"><c>fast</c> tells the clients and ends in order, <c>immediate</c> ends like a crash.</param>
    public async Task RestartAsync(string manner)
    {
        await process.StandardInput.WriteLineAsync($"restart {manner}");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        line.ShouldNotBeNull().ShouldStartWith(Ready);
    }
}

using System.Diagnostics;
using System.Globalization;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Benchmarks.Storage;

/// <summary>A real S3 server of the benchmark's own (Ceph's radosgw), its data in memory.</summary>
internal sealed class BenchS3 : IAsyncDisposable
{
    private const string Room = "8589934592";
    private const string Bucket = "first";
    private const long Much = 100_000_000;

    // The server gives room back a second or two after it was asked for.
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(4);
    private readonly Process process;
    private readonly string url;
    private readonly string key;
    private readonly string secret;
    private int places;

    private BenchS3(Process process, string url, string key, string secret) => (this.process, this.url, this.key, this.secret) = (process, url, key, secret);

    /// <summary>What rclone must be told to reach the server under the name <c>bench</c>.</summary>
    public IReadOnlyList<string> RcloneSettings =>
    [
        // A bundle of certificates, which some machines name, is more than this program can take.
        "-u", "AWS_CA_BUNDLE", "RCLONE_CONFIG=/dev/null", "RCLONE_CONFIG_BENCH_TYPE=s3", "RCLONE_CONFIG_BENCH_PROVIDER=Ceph",
        $"RCLONE_CONFIG_BENCH_ENDPOINT={url}", $"RCLONE_CONFIG_BENCH_ACCESS_KEY_ID={key}", $"RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY={secret}",
    ];

    /// <summary>Starts the server; null where it can't be had.</summary>
    public static async Task<BenchS3?> StartAsync(CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("bash", ["eng/s3.sh", FreePort(), Room]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? "its script ended without a word";
        if (line.Split(' ') is ["ready", var url, var key, var secret])
            return new(process, url, key, secret);
        await Console.Error.WriteLineAsync($"S3 is left out: {line}");
        process.Dispose();
        return null;
    }

    /// <summary>Stores that reach it, with so many files on their way at a time.</summary>
    public ResourceStores Stores(int threads) => ResourceStores.For(
        EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["S3_ENDPOINT_URL"] = url,
            ["AWS_ACCESS_KEY_ID"] = key,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
        }),
        threads);

    /// <summary>A folder in which nothing is.</summary>
    public ResourcePath NewPlace() => ResourcePath.ParseStored(string.Create(CultureInfo.InvariantCulture, $"s3://{Bucket}/{++places}/"));

    /// <summary>A folder as rclone is told of it.</summary>
    public static string ForRclone(ResourcePath place) => $"bench:{Bucket}/{place.Key}";

    /// <summary>Removes a folder, and waits until the server has its room back, where it is much.</summary>
    public async Task ClearAsync(ResourcePath place, CancellationToken cancellationToken)
    {
        var store = Stores(1).For(place);
        var files = await store.ListAsync(place, cancellationToken).ToListAsync(cancellationToken);
        await store.DeleteAsync([.. files.Select(file => file.Path)], cancellationToken);
        if (files.Sum(file => file.Size) > Much)
            await Task.Delay(GivingBack, cancellationToken);
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
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}

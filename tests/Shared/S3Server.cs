using System.Diagnostics;

namespace SkyButler.Tests.Shared;

/// <summary>
/// A real S3 server (Ceph's radosgw) for all tests of an assembly, started by the first that asks; see <see cref="PostgresServer"/> for how it
/// ends. It holds two buckets, <c>first</c> and <c>second</c>; each test takes its own prefix in them.
/// </summary>
internal sealed record S3Server(string Url, string Key, string Secret)
{
    private static readonly Lazy<Task<string>> Server = new(() => ScriptServer.StartAsync("eng/s3.sh"));

    /// <summary>What a program's environment must hold to reach the server.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["S3_ENDPOINT_URL"] = Url,
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Secret,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>The server; where none can be had the test is skipped, with the reason.</summary>
    public static async Task<S3Server> GetAsync()
    {
        var line = await Server.Value;
        if (line.Split(' ') is ["ready", var url, var key, var secret])
            return new(url, key, secret);
        Assert.Skip($"there is no S3 server: {line}");
        throw new UnreachableException();
    }
}

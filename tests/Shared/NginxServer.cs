using System.Diagnostics;

namespace SkyButler.Tests.Shared;

/// <summary>
/// A real nginx for all tests of an assembly, started by the first that asks. It serves one folder three ways: <c>dav/</c> speaks WebDAV,
/// <c>put/</c> takes files but tells nobody, <c>files/</c> is read only.
/// </summary>
internal static class NginxServer
{
    private static readonly Lazy<Task<string>> Server = new(() => ScriptServer.StartAsync("eng/nginx.sh"));

    /// <summary>The server's URL; where none can be had the test is skipped, with the reason.</summary>
    public static async Task<string> UrlAsync()
    {
        var line = await Server.Value;
        if (line.Split(' ') is ["ready", var url])
            return url;
        Assert.Skip($"there is no nginx: {line}");
        throw new UnreachableException();
    }
}

using System.Globalization;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores.Http;

/// <summary>Limits of the HTTP store.</summary>
internal sealed record HttpOptions
{
    /// <summary>How long a connection may take to be made.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a server may be silent.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many requests are made at a time that look at files, or remove them.</summary>
    public int RequestsAtATime { get; init; } = 16;

    /// <summary>How many files are written at a time; null for as many as usual.</summary>
    public int? FilesAtATime { get; init; }

    /// <summary>How often a server may send a request elsewhere.</summary>
    public int MostRedirects { get; init; } = 10;

    /// <summary>How many members of one collection are read; more are an error, since they are held in memory.</summary>
    public int MostMembers { get; init; } = 2_000_000;

    /// <summary>The limits that an environment asks for.</summary>
    public static HttpOptions Of(EnvironmentVariables environment, int? threads)
    {
        var defaults = new HttpOptions();
        return defaults with
        {
            FilesAtATime = threads,
            RequestsAtATime = threads is null ? defaults.RequestsAtATime : TransferThreads.Looks(threads),
            Connect = Seconds(environment, "LSST_HTTP_TIMEOUT_CONNECT") ?? defaults.Connect,
            Stall = Seconds(environment, "LSST_HTTP_TIMEOUT_READ") ?? defaults.Stall,
        };
    }

    private static TimeSpan? Seconds(EnvironmentVariables environment, string name)
    {
        if (environment[name] is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw new ResourceException($"The environment variable {name} holds '{text}', which is no number of seconds.");
    }
}

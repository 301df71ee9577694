using System.Collections.Concurrent;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores.S3.Connections;

namespace SkyButler.Resources.Stores.S3;

/// <summary>What all parts of the S3 store share: connections by profile, and requests that are tried again and whose failures are explained.</summary>
internal sealed class S3Requests
{
    private readonly ConcurrentDictionary<string, Lazy<S3Connection>> _connections = new(StringComparer.Ordinal);
    private readonly EnvironmentVariables _environment;

    public S3Requests(EnvironmentVariables environment, TimeProvider time, S3Options options)
    {
        _environment = environment;
        Options = options;
        Buffers = new(options.BufferedParts);
        Retries = new(time, S3Failures.Judge);
    }

    public S3Options Options { get; }

    public Retries Retries { get; }

    /// <summary>Room for the parts of streams that are in memory, over all uploads.</summary>
    public SemaphoreSlim Buffers { get; }

    /// <summary>The connection by which a path is reached.</summary>
    public S3Connection ConnectionOf(S3Address address) =>
        _connections.GetOrAdd(address.Profile, profile => new(() => S3Connection.Make(profile, _environment, Options))).Value;

    /// <summary>Makes a request about an object, again where that may help.</summary>
    /// <param name="doing">What is tried, for the error.</param>
    /// <param name="path">With which object.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask<T> RunAsync<T>(
        string doing, ResourcePath path, Func<S3Connection, S3Address, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var address = S3Address.Of(path);
        var connection = ConnectionOf(address);
        try
        {
            FaultPoints.Hit("s3.before-request");
            var answer = await Retries.RunAsync(async token => await request(connection, address, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("s3.after-request");
            return answer;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            throw S3Failures.Explain(doing, path, connection, error);
        }
    }

    /// <summary>The same where a missing object is an answer: null.</summary>
    public async ValueTask<T?> TryAsync<T>(
        string doing, ResourcePath path, Func<S3Connection, S3Address, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RunAsync(doing, path, request, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}

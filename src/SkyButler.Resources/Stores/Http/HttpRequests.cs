using System.Net.Http.Headers;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Http;

/// <summary>Makes requests: again after failures that may pass, on to where a server sends them, and with the token where that belongs.</summary>
internal sealed class HttpRequests
{
    // A connection that carries less than this is as good as dead.
    private const long SlowestBytesPerSecond = 20_000;
    private static readonly TimeSpan LongestWish = TimeSpan.FromSeconds(60);

    private readonly Lazy<HttpMessageInvoker> _client;
    private readonly Lazy<HttpMessageInvoker> _strangers;
    private readonly HttpToken _token;

    public HttpRequests(EnvironmentVariables environment, TimeProvider time, int? threads)
    {
        Options = HttpOptions.Of(environment, threads);
        Retries = new(time, HttpFailures.Judge, error => (error as HttpFailure)?.Wish);
        _client = new(() => HttpClients.Make(environment, Options));
        _strangers = new(() => HttpClients.MakeForStrangers(environment, Options));
        _token = new(environment);
    }

    public HttpOptions Options { get; }

    public Retries Retries { get; }

    /// <summary>Makes a request until its answer is none of those that may pass. The caller disposes the answer, whatever its status.</summary>
    /// <param name="doing">What is tried, for the error.</param>
    /// <param name="path">With what.</param>
    /// <param name="address">Where.</param>
    /// <param name="make">Makes the request, each time anew.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public ValueTask<HttpResponseMessage> SendAsync(
        string doing, ResourcePath path, Uri address, Func<HttpRequestMessage> make, CancellationToken cancellationToken) =>
        RunAsync(doing, path, token => SendOnceAsync(address, make, token), cancellationToken);

    /// <summary>Does something with requests, again where that may help, and explains what fails.</summary>
    public async ValueTask<T> RunAsync<T>(string doing, ResourcePath path, Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await Retries.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            throw HttpFailures.Explain(doing, path, error);
        }
    }

    /// <summary>Makes a request once, following redirections.</summary>
    /// <exception cref="HttpFailure">The answer is one that may pass.</exception>
    public async ValueTask<HttpResponseMessage> SendOnceAsync(Uri address, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var target = address;
        for (var step = 0; step <= Options.MostRedirects; step++)
        {
            var response = await SendToAsync(target, HttpAddress.IsSameServer(address, target), make, cancellationToken).ConfigureAwait(false);
            if (HttpFailures.IsPassing(response.StatusCode))
            {
                using (response)
                    throw new HttpFailure(response.StatusCode, Wish(response));
            }
            if (Next(target, response) is not { } next)
                return response;
            response.Dispose();
            target = next;
        }
        throw new ResourceException($"The server {HttpAddress.Server(address)} sends requests on and on ({Options.MostRedirects} times).");
    }

    /// <summary>An error for an answer that is no success.</summary>
    public static Exception Failure(string doing, ResourcePath path, HttpResponseMessage response) =>
        HttpFailures.Explain(doing, path, new HttpFailure(response.StatusCode));

    private async ValueTask<HttpResponseMessage> SendToAsync(Uri target, bool isOwnServer, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        // Who redirects must not choose what is done with this user's rights elsewhere; data may go where it was sent on, as storage servers do.
        if (!isOwnServer && request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Put)
            throw new ResourceException($"The request {request.Method} was sent on to {HttpAddress.Server(target)}, which is refused.");
        request.RequestUri = target;
        request.Headers.AcceptEncoding.Add(new("identity"));
        if (isOwnServer && _token.For(target) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Options.Stall + TimeSpan.FromSeconds((request.Content?.Headers.ContentLength ?? 0) / SlowestBytesPerSecond));
        return await (isOwnServer ? _client : _strangers).Value.SendAsync(request, limit.Token).ConfigureAwait(false);
    }

    private static Uri? Next(Uri target, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var next = new Uri(target, location);
        if (next.Scheme is not ("http" or "https"))
            throw new ResourceException($"The server {HttpAddress.Server(target)} sends requests on to '{next.Scheme}:', which is refused.");
        if (target.Scheme == "https" && next.Scheme == "http")
            throw new ResourceException($"The server {HttpAddress.Server(target)} sends requests on to {next.Host} without encryption, which is refused.");
        return next;
    }

    private TimeSpan? Wish(HttpResponseMessage response)
    {
        var wish = response.Headers.RetryAfter is not { } after ? null : after.Delta ?? after.Date - Retries.Time.GetUtcNow();
        return wish is { } pause && pause >= TimeSpan.Zero ? pause < LongestWish ? pause : LongestWish : null;
    }
}

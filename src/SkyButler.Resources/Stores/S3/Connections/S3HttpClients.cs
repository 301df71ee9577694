using Amazon.Runtime;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.S3.Connections;

/// <summary>Gives Amazon's library one client for all requests of a connection.</summary>
internal sealed class S3HttpClients : HttpClientFactory
{
    private readonly Lazy<HttpClient> _client;

    /// <summary>Makes it.</summary>
    /// <param name="stall">How long a server may take until it answers.</param>
    public S3HttpClients(TimeSpan stall) => _client = new(() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectCallback = PromptConnection.ConnectAsync,
        UseCookies = false,
        // Names may come to mean other machines.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    {
        Timeout = stall,
    });

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client.Value;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}

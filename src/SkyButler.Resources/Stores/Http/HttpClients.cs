using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Http;

/// <summary>Makes the client that carries all requests of a store.</summary>
internal static class HttpClients
{
    /// <summary>Makes the client: no proxying of decisions to the library, redirects and time limits are ours.</summary>
    /// <exception cref="ResourceException">A certificate that the environment names can't be read.</exception>
    public static HttpMessageInvoker Make(EnvironmentVariables environment, HttpOptions options) => Make(options, Encryption(environment, isOwnServer: true));

    /// <summary>Makes the client for servers to which another has redirected: they don't see this user's certificate.</summary>
    /// <exception cref="ResourceException">A certificate that the environment names can't be read.</exception>
    public static HttpMessageInvoker MakeForStrangers(EnvironmentVariables environment, HttpOptions options) =>
        Make(options, Encryption(environment, isOwnServer: false));

    private static HttpMessageInvoker Make(HttpOptions options, SslClientAuthenticationOptions encryption) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectCallback = PromptConnection.ConnectAsync,
        ConnectTimeout = options.Connect,
        UseCookies = false,
        MaxConnectionsPerServer = 64,
        // Names may come to mean other machines.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        SslOptions = encryption,
    });

    private static SslClientAuthenticationOptions Encryption(EnvironmentVariables environment, bool isOwnServer)
    {
        var options = new SslClientAuthenticationOptions();
        if (environment["LSST_HTTP_CACERT_BUNDLE"] is { } bundle)
            options.CertificateChainPolicy = Trusting(bundle);
        if (isOwnServer && (environment["LSST_HTTP_AUTH_CLIENT_CERT"] ?? environment["X509_USER_PROXY"]) is { } certificate)
            options.ClientCertificates = [Own(certificate, environment["LSST_HTTP_AUTH_CLIENT_KEY"] ?? certificate)];
        return options;
    }

    private static X509ChainPolicy Trusting(string bundle)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(bundle);
            return policy;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ResourceException($"The certificates {bundle} of LSST_HTTP_CACERT_BUNDLE can't be read: {error.Message}", error);
        }
    }

    private static X509Certificate2 Own(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ResourceException($"The client certificate {certificate} with the key {key} can't be used: {error.Message}", error);
        }
    }
}

using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3.Connections;

/// <summary>A client of one server with one owner's credentials.</summary>
/// <param name="Client">Makes requests, each once.</param>
/// <param name="Name">Server and owner, for errors.</param>
/// <param name="Server">By what two connections are known to reach the same server as the same owner.</param>
/// <param name="Url">The server's URL; null for Amazon's own.</param>
internal sealed record S3Connection(AmazonS3Client Client, string Name, string Server, string? Url)
{
    // The library sends 8 KiB at a time unless told; each write costs a system call.
    private const int BytesPerWrite = 1 << 17;

    /// <summary>Whether the content of requests need not be signed, since what carries them is protected.</summary>
    public bool IsEncrypted => Url is null || Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The protocol of presigned URLs.</summary>
    public Protocol Protocol => IsEncrypted ? Protocol.HTTPS : Protocol.HTTP;

    /// <summary>Makes the connection of a profile.</summary>
    /// <exception cref="ResourceException">There are no credentials.</exception>
    public static S3Connection Make(string profile, EnvironmentVariables environment, S3Options options)
    {
        var endpoint = S3Endpoint.Of(profile, environment);
        var owner = S3Credentials.Find(profile, endpoint, environment);
        var url = endpoint.Url ?? owner.Url;
        var config = new AmazonS3Config
        {
            // Who tries again is Retries, for all kinds of failures.
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            Timeout = options.Stall,
            // Other servers than Amazon's don't know the newer checksums; MD5 is sent instead, which all check.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
            HttpClientFactory = new S3HttpClients(options.Stall),
            ForcePathStyle = url is not null,
            BufferSize = BytesPerWrite,
        };
        var region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? owner.Region ?? "us-east-1";
        if (url is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = region;
        }
        var name = $"{url ?? "Amazon S3"} ({owner.Origin})";
        var client = owner.Credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(owner.Credentials, config);
        var connection = new S3Connection(client, name, $"{url} {owner.Identity}", url);
        if (!connection.IsEncrypted)
            client.BeforeRequestEvent += SignDigestOnly;
        return connection;
    }

    // The signature covers the header with the content's MD5; by default the library would have every chunk hashed and signed once more, here and there.
    private static void SignDigestOnly(object sender, RequestEventArgs request)
    {
        if (request is WebServiceRequestEventArgs { Request: PutObjectRequest { UseChunkEncoding: false } or UploadPartRequest { UseChunkEncoding: false } } content)
            content.Headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
    }
}

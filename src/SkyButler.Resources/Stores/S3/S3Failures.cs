using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores.S3.Connections;

namespace SkyButler.Resources.Stores.S3;

/// <summary>What failures of S3 mean, and how a user is told.</summary>
internal static class S3Failures
{
    // BadDigest and a digest that we found wrong ourselves: bytes changed on their way.
    private static readonly string[] Passing =
    [
        "SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestLimitExceeded", "RequestTimeout", "InternalError", "ServiceUnavailable",
        "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody", "OperationAborted",
    ];

    private static readonly string[] Expired = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"];

    /// <summary>Judges a failure.</summary>
    public static FailureKind Judge(Exception error)
    {
        if (error is S3WrongChecksumException || IsWrongContent(error))
            return FailureKind.Passing;
        if (error is AmazonServiceException service)
        {
            if (Passing.Contains(service.ErrorCode, StringComparer.Ordinal))
                return FailureKind.Passing;
            if ((int)service.StatusCode is >= 500 and not 501 or 408 or 429)
                return FailureKind.Passing;
            if ((int)service.StatusCode is >= 400)
                return FailureKind.Lasting;
            // An answer that ends in the middle is no XML.
            if (service is AmazonUnmarshallingException)
                return FailureKind.Passing;
        }
        return NetworkFailures.Judge(error) ?? (error is AmazonServiceException ? FailureKind.Passing : FailureKind.Lasting);
    }

    // The library compares what it can with the ETag too, and has no type of error for it.
    private static bool IsWrongContent(Exception error) =>
        error is AmazonClientException && error.Message.Contains("hash", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an answer says that there is no such object.</summary>
    public static bool IsMissing(Exception error) =>
        error is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } missing && missing.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    /// <summary>The error that a user sees.</summary>
    /// <param name="doing">What was tried: "read", "write", ….</param>
    /// <param name="path">With which object.</param>
    /// <param name="connection">The server and owner.</param>
    /// <param name="error">What happened.</param>
    public static Exception Explain(string doing, ResourcePath path, S3Connection connection, Exception error) => error switch
    {
        ResourceException or OperationCanceledException { InnerException: null } => error,
        _ when IsMissing(error) => new ResourceNotFoundException(path),
        // What was about to be done is not to blame, nor is one file of many.
        AmazonClientException when error.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => new ResourceException(
            $"There are no S3 credentials for s3://{path.Authority}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials by AWS_PROFILE.", error),
        _ => new ResourceException($"Cannot {doing} {path.DisplayName}: {Reason(path, connection, error)}", error),
    };

    private static string Reason(ResourcePath path, S3Connection connection, Exception error)
    {
        if (error is S3WrongChecksumException)
            return $"{error.Message} {Retries.Attempts} times; the storage or the network damages data, ask who keeps it.";
        if (error is AmazonServiceException { ErrorCode: { } code } service && (int)service.StatusCode >= 300)
        {
            if (Expired.Contains(code, StringComparer.Ordinal))
                return $"the credentials for {connection.Name} have expired ({code}); renew them and run this again.";
            return code switch
            {
                "NoSuchBucket" => $"{connection.Name} has no bucket '{S3Address.Of(path).Bucket}'; make it, or check the name and the endpoint.",
                "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" => $"{connection.Name} does not accept the credentials ({code}); check the key and the secret.",
                "RequestTimeTooSkewed" => $"the clock of this machine differs too much from that of {connection.Name}; set it.",
                "PreconditionFailed" => "it was changed by somebody while it was being read; run this again.",
                "QuotaExceeded" or "InsufficientCapacity" or "InsufficientStorage" => $"{connection.Name} has no room left ({code}); remove something, or ask for more.",
                _ when service.StatusCode is HttpStatusCode.Forbidden => $"{connection.Name} does not allow it ({code}); check the credentials and the rights on the bucket.",
                _ when Judge(error) != FailureKind.Lasting => $"{connection.Name} answered {(int)service.StatusCode} {code} {Retries.Attempts} times; it is overloaded or down, run this again later.",
                _ => $"{connection.Name} answered {(int)service.StatusCode} {code}: {service.Message.ReplaceLineEndings(" ")}",
            };
        }
        return Judge(error) switch
        {
            FailureKind.Unreachable => $"nobody answers at {connection.Name} ({NetworkFailures.Reason(error)}); check S3_ENDPOINT_URL, and that the server runs.",
            FailureKind.Passing => $"the connection to {connection.Name} broke again and again ({NetworkFailures.Reason(error)}); run this again later.",
            _ => $"{NetworkFailures.Reason(error)} (server {connection.Name}).",
        };
    }
}

using System.Net;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Http;

/// <summary>What failures of HTTP mean, and how a user is told.</summary>
internal static class HttpFailures
{
    /// <summary>Judges a failure.</summary>
    public static FailureKind Judge(Exception error) => error is HttpFailure { Status: var status }
        ? IsPassing(status) ? FailureKind.Passing : FailureKind.Lasting
        : NetworkFailures.Judge(error) ?? FailureKind.Lasting;

    /// <summary>Whether the same request may succeed in a while.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The error that a user sees.</summary>
    /// <param name="doing">What was tried: "read", "write", ….</param>
    /// <param name="path">With what.</param>
    /// <param name="error">What happened.</param>
    public static Exception Explain(string doing, ResourcePath path, Exception error) => error switch
    {
        ResourceException or OperationCanceledException { InnerException: null } => error,
        HttpFailure { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => new ResourceNotFoundException(path),
        HttpFailure failure => new ResourceException($"Cannot {doing} {path.DisplayName}: {Reason(failure)}", error),
        _ => new ResourceException($"Cannot {doing} {path.DisplayName}: {Reason(path, error)}", error),
    };

    private static string Reason(HttpFailure failure) => failure.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"the server does not allow it ({failure.Message}); set {HttpToken.Variable} to a token, or to the file that holds one, or check the one that is set.",
        HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => $"the server can't ({failure.Message}); it serves files, but takes none.",
        HttpStatusCode.InsufficientStorage or HttpStatusCode.RequestEntityTooLarge => $"the server has no room for it ({failure.Message}); ask who keeps it.",
        HttpStatusCode.PreconditionFailed => "it was changed by somebody while it was being read; run this again.",
        var status when IsPassing(status) => $"the server answered {failure.Message} {Retries.Attempts} times; it is overloaded or down, run this again later.",
        _ => $"the server answered {failure.Message}.",
    };

    private static string Reason(ResourcePath path, Exception error) => Judge(error) switch
    {
        FailureKind.Unreachable => $"nobody answers at {path.Authority} ({NetworkFailures.Reason(error)}); check the address, and that the server runs.",
        FailureKind.Passing => $"the connection broke again and again ({NetworkFailures.Reason(error)}); run this again later.",
        _ => $"{NetworkFailures.Reason(error)}.",
    };
}

using System.Net.Sockets;

namespace SkyButler.Resources.Remote;

/// <summary>What failures of connections mean, whatever was spoken over them.</summary>
internal static class NetworkFailures
{
    /// <summary>Judges a failure by itself and by what caused it; null where it has nothing to do with a connection.</summary>
    public static FailureKind? Judge(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return FailureKind.Lasting;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return FailureKind.Unreachable;
                case System.Security.Authentication.AuthenticationException:
                    return FailureKind.Lasting;
                case SocketException or HttpIOException or EndOfStreamException or TimeoutException:
                    return FailureKind.Passing;
            }
        }
        return error switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => FailureKind.Lasting,
            HttpRequestException { StatusCode: null } => FailureKind.Passing,
            // Who cancelled himself is not asked; otherwise a time limit has run out.
            OperationCanceledException => FailureKind.Passing,
            ResourceException => FailureKind.Lasting,
            IOException => FailureKind.Passing,
            _ => null,
        };
    }

    /// <summary>Why a connection failed, for a person.</summary>
    public static string Reason(Exception error)
    {
        var cause = error;
        while (cause.InnerException is { } inner)
            cause = inner;
        return cause is OperationCanceledException ? "no answer came in time" : cause.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}

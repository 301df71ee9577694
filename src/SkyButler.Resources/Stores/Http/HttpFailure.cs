using System.Net;

namespace SkyButler.Resources.Stores.Http;

/// <summary>An answer that is no success.</summary>
internal sealed class HttpFailure : Exception
{
    public HttpFailure(HttpStatusCode status, TimeSpan? wish = null) : base($"{(int)status} {status}") => (Status, Wish) = (status, wish);

    /// <summary>What the server answered.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>How long it asks to be left alone.</summary>
    public TimeSpan? Wish { get; }
}

namespace SkyButler.Resources.Tests.Servers;

/// <summary>What goes wrong with one request.</summary>
internal sealed record Fault
{
    /// <summary>The server answers this, and does nothing.</summary>
    public int? Status { get; init; }

    /// <summary>S3's word for it.</summary>
    public string? Code { get; init; }

    /// <summary>The connection breaks after so many bytes of the request's content.</summary>
    public int? DropRequestAfter { get; init; }

    /// <summary>A bit of the request's content is another, as somebody on the way would change it.</summary>
    public bool FlipsSentByte { get; init; }

    /// <summary>The request is done, and the connection breaks after so many bytes of the answer.</summary>
    public long? DropAnswerAfter { get; init; }

    /// <summary>The answer names a checksum that no content has.</summary>
    public bool WrongTag { get; init; }

    /// <summary>A bit of the answer's content is another.</summary>
    public bool FlipsByte { get; init; }
}

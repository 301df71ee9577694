namespace SkyButler.Resources.Remote;

/// <summary>Reads another stream, of which so many bytes are known or recorded, no more and no fewer.</summary>
internal sealed class SizeCheckingStream : CheckingStream
{
    private readonly long _size;
    private readonly ResourcePath _path;

    /// <summary>Makes the stream.</summary>
    /// <param name="inner">What is read; disposed with this.</param>
    /// <param name="size">How many bytes it must have.</param>
    /// <param name="path">What is read, for the error.</param>
    public SizeCheckingStream(Stream inner, long size, ResourcePath path)
        : base(inner)
    {
        _size = size;
        _path = path;
    }

    /// <inheritdoc/>
    public override long Length => _size;

    /// <summary>The error for a file of another size.</summary>
    public static ResourceException Mismatch(ResourcePath path, string found, long expected) =>
        new($"Cannot read {path.DisplayName}: it has {found}, and {expected} bytes are expected; it was changed, or is damaged: restore it, or take it in anew.");

    /// <inheritdoc/>
    protected override void Check(ReadOnlySpan<byte> bytes)
    {
        if (Count > _size)
            throw Mismatch(_path, "more bytes", _size);
        if (bytes.Length == 0 && Count < _size)
            throw Mismatch(_path, $"{Count} bytes", _size);
    }
}

using System.Xml;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>The bytes that stand in base64 in an element, taken piece by piece.</summary>
internal sealed class VoBytes(XmlReader xml, string source)
{
    private const int PieceLength = 1 << 16;
    private byte[] _buffer = new byte[PieceLength];
    private int _next;
    private int _end;

    /// <summary>Takes so many bytes; valid until the next are taken.</summary>
    /// <exception cref="TableException">The data end before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long count, CancellationToken cancellationToken)
    {
        if (count > Array.MaxLength || !await HasAsync((int)count, cancellationToken).ConfigureAwait(false))
            throw new TableException($"{source}: the binary data end where {count} more bytes were expected: the file is cut short or damaged");
        var taken = _buffer.AsMemory(_next, (int)count);
        _next += (int)count;
        return taken;
    }

    /// <summary>Whether so many bytes are left. Memory is taken only for bytes that are there.</summary>
    public async ValueTask<bool> HasAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _next < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_next > 0)
            {
                _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
                (_next, _end) = (0, _end - _next);
            }

            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
            int read = await xml.ReadElementContentAsBase64Async(_buffer, _end, Math.Min(PieceLength, _buffer.Length - _end)).ConfigureAwait(false);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }
}

using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>What one request sends: a section of a file, or bytes in memory. It can be sent again.</summary>
internal sealed class S3PartContent : IDisposable
{
    // Who hashes and who sends read in steps of a few kilobytes; this many bytes come from the file at a time.
    private const int ReadAhead = 1 << 16;

    private readonly SafeFileHandle? _file;
    private readonly long _offset;
    private readonly SemaphoreSlim? _room;
    private byte[]? _buffer;

    public S3PartContent(SafeFileHandle file, long offset, long length, int number)
    {
        _file = file;
        _offset = offset;
        Length = length;
        Number = number;
    }

    /// <summary>Takes over a rented buffer, and the room that was taken for it.</summary>
    public S3PartContent(byte[] buffer, int length, int number, SemaphoreSlim room)
    {
        _buffer = buffer;
        _room = room;
        Length = length;
        Number = number;
    }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>Its place among the parts, from 1.</summary>
    public int Number { get; }

    /// <summary>The content from its beginning.</summary>
    public Stream Open() => _file is not null ? new BufferedStream(new FileSection(_file, _offset, Length), ReadAhead) : new MemoryStream(_buffer!, 0, (int)Length, writable: false);

    /// <summary>The MD5 of the content.</summary>
    public byte[] Hash()
    {
        using var content = Open();
        return MD5.HashData(content);
    }

    /// <summary>Gives the buffer and its room back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is not { } buffer)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        _room!.Release();
    }
}

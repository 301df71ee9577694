using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>Cuts contents into parts.</summary>
internal static class S3Parts
{
    /// <summary>The parts of a file; none of them is read before it is sent.</summary>
    public static async IAsyncEnumerable<S3PartContent> OfFile(SafeFileHandle file, long offset, long length, long partSize)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var number = 0;
        // An upload has one part at least, be it empty.
        for (long done = 0; done == 0 || done < length; done += partSize)
            yield return new(file, offset + done, Math.Min(partSize, length - done), ++number);
    }

    /// <summary>The parts of a stream after the first, which was read already; each is in memory until it is disposed.</summary>
    public static async IAsyncEnumerable<S3PartContent> OfStream(
        S3PartContent first, Stream content, int partSize, SemaphoreSlim room, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return first;
        // A shorter one was the last; it may be gone already.
        for (var number = 2; first.Length == partSize; number++)
        {
            var part = await ReadAsync(content, partSize, number, room, cancellationToken).ConfigureAwait(false);
            if (part.Length > 0)
                yield return part;
            else
                part.Dispose();
            if (part.Length < partSize)
                yield break;
        }
    }

    /// <summary>
    /// Reads the next part of a stream when there is room in memory: shorter than asked for, or empty, only at its end. Every upload can go on
    /// with the parts that it has, so that none waits for ever.
    /// </summary>
    public static async ValueTask<S3PartContent> ReadAsync(Stream content, int partSize, int number, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(partSize);
        try
        {
            return new(buffer, await content.ReadAtLeastAsync(buffer.AsMemory(0, partSize), partSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false), number, room);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            room.Release();
            throw;
        }
    }
}

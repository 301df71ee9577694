using System.Buffers;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>The bytes of an array of pixels, so that a source can fill it without a buffer between.</summary>
internal sealed class PixelBytes<T>(T[] pixels) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(pixels.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        return new((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle is freed by who has it.
    }

    protected override void Dispose(bool disposing)
    {
    }
}

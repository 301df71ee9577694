using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Native;

/// <summary>
/// Native memory whose new bytes are zero whenever it grows, as those of a file would be: CFITSIO looks into a table's rows before it
/// writes them, and takes them for tiles unless they are zero. The size stands before the bytes that callers see.
/// </summary>
internal static unsafe class ZeroedMemory
{
    // Keeps the alignment that allocators give.
    private const nuint Prefix = 16;

    /// <summary>Memory of another size, with what was there; null for none so far.</summary>
    /// <exception cref="OutOfMemoryException">There is not enough.</exception>
    public static void* Reallocate(void* memory, nuint size)
    {
        var old = memory is null ? 0 : *(nuint*)((byte*)memory - Prefix);
        var block = (byte*)NativeMemory.Realloc(memory is null ? null : (byte*)memory - Prefix, checked(size + Prefix));
        *(nuint*)block = size;
        if (size > old)
            NativeMemory.Clear(block + Prefix + old, size - old);
        return block + Prefix;
    }

    /// <summary>Gives memory back; null is none.</summary>
    public static void Free(void* memory)
    {
        if (memory is not null)
            NativeMemory.Free((byte*)memory - Prefix);
    }
}

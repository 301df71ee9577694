using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Parquet.Native;

/// <summary>A context in which libzstd compresses.</summary>
internal sealed partial class ZstdCompressor() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => ZSTD_freeCCtx(handle) == 0;

    [LibraryImport(Zstd.Library)]
    private static partial nuint ZSTD_freeCCtx(nint context);
}

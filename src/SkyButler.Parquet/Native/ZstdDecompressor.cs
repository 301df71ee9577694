using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Parquet.Native;

/// <summary>A context in which libzstd decompresses.</summary>
internal sealed partial class ZstdDecompressor() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => ZSTD_freeDCtx(handle) == 0;

    [LibraryImport(Zstd.Library)]
    private static partial nuint ZSTD_freeDCtx(nint context);
}

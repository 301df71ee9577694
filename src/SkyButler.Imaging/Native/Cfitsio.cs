using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Native;

/// <summary>
/// The few functions of CFITSIO that are used. It only ever sees files in memory whose headers were written here, and
/// never a file name: its extended syntax would interpret one. The status that each function returns is also where its
/// last argument points, and functions do nothing once that says an error.
/// </summary>
internal static unsafe partial class Cfitsio
{
    private const string Library = "libcfitsio.so.10";
    private static readonly Lock Single = new();
    private static readonly Lazy<bool> Reentrant = new(() => fits_is_reentrant() != 0);

    static Cfitsio() => NativeLoader.Attach(typeof(Cfitsio).Assembly);

    /// <summary>Runs native calls: one thread at a time, unless the library was built for several.</summary>
    /// <exception cref="NativeLibraryException">The library isn't installed.</exception>
    public static void Run(Action calls)
    {
        NativeLoader.Load(NativeLibraryName.Cfitsio, NativeLoader.Folders);
        if (Reentrant.Value)
        {
            calls();
            return;
        }

        lock (Single)
            calls();
    }

    /// <summary>Throws if a status says that something went wrong.</summary>
    public static void Check(int status, string doing)
    {
        if (status == 0)
            return;
        lock (Single)
        {
            Span<byte> text = stackalloc byte[96];
            text.Clear();
            var messages = new List<string>();
            fixed (byte* buffer = text)
            {
                ffgerr(status, buffer);
                messages.Add(Marshal.PtrToStringUTF8((nint)buffer)!);
                while (messages.Count < 8 && ffgmsg(buffer) != 0)
                    messages.Add(Marshal.PtrToStringUTF8((nint)buffer)!.Trim());
                ffcmsg();
            }

            throw new CfitsioException($"{doing}: CFITSIO status {status}: {string.Join("; ", messages)}", status);
        }
    }

    [LibraryImport(Library)]
    public static partial void ffomem(nint* file, byte* name, int mode, void** buffer, nuint* size, nuint delta, nint realloc, int* status);

    [LibraryImport(Library)]
    public static partial void ffimem(nint* file, void** buffer, nuint* size, nuint delta, delegate* unmanaged[Cdecl]<void*, nuint, void*> realloc, int* status);

    [LibraryImport(Library)]
    public static partial void ffclos(nint file, int* status);

    [LibraryImport(Library)]
    public static partial void ffmahd(nint file, int hdu, int* type, int* status);

    [LibraryImport(Library)]
    public static partial void ffcrimll(nint file, int bitpix, int naxis, long* axes, int* status);

    [LibraryImport(Library)]
    public static partial void ffgpxvll(nint file, int type, long* first, long count, void* blank, void* pixels, int* anyBlank, int* status);

    [LibraryImport(Library)]
    public static partial void ffppxll(nint file, int type, long* first, long count, void* pixels, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_compression_type(nint file, int algorithm, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_tile_dim(nint file, int naxis, nint* sizes, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_quantize_level(nint file, float level, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_quantize_method(nint file, int method, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_dither_seed(nint file, int seed, int* status);

    [LibraryImport(Library)]
    public static partial void fits_set_hcomp_scale(nint file, float scale, int* status);

    [LibraryImport(Library)]
    private static partial int fits_is_reentrant();

    [LibraryImport(Library)]
    private static partial void ffgerr(int status, byte* text);

    [LibraryImport(Library)]
    private static partial int ffgmsg(byte* text);

    [LibraryImport(Library)]
    private static partial void ffcmsg();
}

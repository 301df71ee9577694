using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Native;

/// <summary>The few functions of WCSLIB that are used. It only ever sees headers that were checked and written here.</summary>
internal static unsafe partial class Wcslib
{
    private const string Library = "libwcs.so.7";
    private const int AllExtensions = 0x000FFFFF;

    // The parser keeps its state in the library.
    private static readonly Lock Parsing = new();

    static Wcslib() => NativeLoader.Attach(typeof(Wcslib).Assembly);

    /// <summary>Reads the world coordinates of a header and readies them for use.</summary>
    /// <param name="cards">Cards of 80 bytes.</param>
    /// <exception cref="NativeLibraryException">The library isn't installed.</exception>
    /// <exception cref="ImagingException">The cards make no coordinates.</exception>
    public static WcsHandle Parse(byte[] cards)
    {
        NativeLoader.Load(NativeLibraryName.Wcslib, NativeLoader.Folders);
        int rejected, found;
        nint systems;
        lock (Parsing)
        {
            int status;
            fixed (byte* start = cards)
                status = wcspih(start, cards.Length / 80, AllExtensions, 0, &rejected, &found, &systems);
            var handle = new WcsHandle(systems, found);
            if (status == 0 && found > 0)
                status = wcsset(systems);
            if (status == 0 && found > 0)
                return handle;
            handle.Dispose();
            throw new ImagingException(found == 0
                ? "the header's cards make no world coordinates"
                : $"the header's cards make no world coordinates: {Reason(status)}");
        }
    }

    /// <summary>Positions of pixels, FITS counting from 1; NaN where there is none.</summary>
    public static void PixelToWorld(WcsHandle handle, int count, double* pixels, double* scratch, double* world, int* states) =>
        Check(wcsp2s(handle.DangerousGetHandle(), count, 2, pixels, scratch, scratch + (2 * count), scratch + (3 * count), world, states), states, count, world);

    /// <summary>Pixels of positions, FITS counting from 1; NaN where there is none.</summary>
    public static void WorldToPixel(WcsHandle handle, int count, double* world, double* scratch, double* pixels, int* states) =>
        Check(wcss2p(handle.DangerousGetHandle(), count, 2, world, scratch, scratch + count, scratch + (2 * count), pixels, states), states, count, pixels);

    [LibraryImport(Library)]
    internal static partial int wcsvfree(int* found, nint* systems);

    // Of those that can't be converted the states say so; other errors are of all.
    private static void Check(int status, int* states, int count, double* results)
    {
        const int badPixels = 8, badWorlds = 9;
        if (status == 0)
            return;
        if (status is not (badPixels or badWorlds))
            throw new ImagingException($"coordinates can't be converted: {Reason(status)}");
        for (var i = 0; i < count; i++)
            if (states[i] != 0)
                (results[2 * i], results[(2 * i) + 1]) = (double.NaN, double.NaN);
    }

    private static string Reason(int status)
    {
        const int known = 14;
        if (status is <= 0 or > known || !NativeLibrary.TryGetExport(NativeLoader.Load(NativeLibraryName.Wcslib, NativeLoader.Folders), "wcs_errmsg", out var table))
            return $"WCSLIB status {status}";
        return $"{Marshal.PtrToStringUTF8(((nint*)table)[status])} (WCSLIB status {status})";
    }

    [LibraryImport(Library)]
    private static partial int wcspih(byte* header, int cards, int relax, int control, int* rejected, int* found, nint* systems);

    [LibraryImport(Library)]
    private static partial int wcsset(nint wcs);

    [LibraryImport(Library)]
    private static partial int wcsp2s(nint wcs, int count, int elements, double* pixels, double* intermediate, double* phi, double* theta, double* world, int* states);

    [LibraryImport(Library)]
    private static partial int wcss2p(nint wcs, int count, int elements, double* world, double* phi, double* theta, double* intermediate, double* pixels, int* states);
}

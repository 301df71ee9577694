namespace SkyButler.Imaging.Native;

/// <summary>A native library and where it comes from.</summary>
/// <param name="File">File name with the version of its interface.</param>
/// <param name="DebianPackage">Package that installs it.</param>
/// <param name="Purpose">What can't be done without it.</param>
internal sealed record NativeLibraryName(string File, string DebianPackage, string Purpose)
{
    public static NativeLibraryName Cfitsio { get; } =
        new("libcfitsio.so.10", "libcfitsio10", "HCOMPRESS, PLIO, Rice and lossy compression of FITS images");

    public static NativeLibraryName Wcslib { get; } = new("libwcs.so.7", "libwcs7", "positions on the sky");

    public static IReadOnlyList<NativeLibraryName> All { get; } = [Cfitsio, Wcslib];
}

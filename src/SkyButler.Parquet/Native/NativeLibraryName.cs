namespace SkyButler.Parquet.Native;

/// <summary>A native library and where it comes from.</summary>
/// <param name="File">File name with the version of its interface.</param>
/// <param name="DebianPackage">Package that installs it.</param>
/// <param name="Purpose">What can't be done without it.</param>
internal sealed record NativeLibraryName(string File, string DebianPackage, string Purpose)
{
    public static NativeLibraryName Zstd { get; } = new("libzstd.so.1", "libzstd1", "Parquet pages compressed by zstd");

    public static NativeLibraryName Snappy { get; } = new("libsnappy.so.1", "libsnappy1v5", "Parquet pages compressed by Snappy");

    public static IReadOnlyList<NativeLibraryName> All { get; } = [Zstd, Snappy];
}

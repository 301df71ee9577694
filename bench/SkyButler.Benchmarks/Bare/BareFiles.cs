using System.Runtime.InteropServices;

namespace SkyButler.Benchmarks.Bare;

/// <summary>
/// Writing files durably with nothing around it: under a temporary name, flushed, renamed, the folder flushed. Many are flushed by one
/// call for the file system, as SkyButler does it too.
/// </summary>
internal static partial class BareFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes one file durably.</summary>
    public static void Write(string target, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = target + ".tmp";
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(temporary, target, overwrite: true);
        WithDescriptor(folder, FsyncCall);
    }

    /// <summary>Writes many files durably: all written, flushed at once, renamed, flushed at once.</summary>
    public static void Write(IEnumerable<(string Target, byte[] Content)> files) =>
        Place([.. files.Select(f => (f.Target, (Action<string>)(name => Create(name, f.Content))))]);

    /// <summary>Copies many files durably.</summary>
    public static void Copy(IEnumerable<(string Source, string Target)> files) =>
        Place([.. files.Select(f => (f.Target, (Action<string>)(name => File.Copy(f.Source, name))))]);

    /// <summary>Asks files for their sizes; returns the sum.</summary>
    public static long Look(IEnumerable<string> files) => files.Sum(file => new FileInfo(file).Length);

    private static void Place(IReadOnlyList<(string Target, Action<string> Make)> files)
    {
        var folders = files.Select(f => Path.GetDirectoryName(f.Target)!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var folder in folders)
            Directory.CreateDirectory(folder);
        foreach (var (target, make) in files)
            make(target + ".tmp");
        WithDescriptor(folders[0], SyncfsCall);
        foreach (var (target, _) in files)
            File.Move(target + ".tmp", target, overwrite: true);
        WithDescriptor(folders[0], SyncfsCall);
    }

    private static void Create(string name, byte[] content)
    {
        using var file = File.OpenHandle(name, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
    }

    private static void WithDescriptor(string path, Func<int, int> call)
    {
        var descriptor = OpenCall(path, ReadOnly);
        var result = call(descriptor);
        _ = CloseCall(descriptor);
        if (descriptor < 0 || result < 0)
            throw new IOException($"Cannot flush {path}.");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FsyncCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncfsCall(int descriptor);
}

using System.Globalization;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>
/// What Linux tells of locks in /proc/locks: those of any program on this machine, be it SkyButler, another language's SQLite or its shell, without
/// anybody having to write anything down. Processes of other containers and machines don't show there.
/// </summary>
internal static class KernelLocks
{
    private const string Table = "/proc/locks";

    // Where SQLite's locks lie (https://www.sqlite.org/src/file?name=src/os.h): one byte each for those who are about to write and those
    // who write, and many for those who read.
    private const long First = 0x40000000;
    private const long Last = First + 1 + 510;

    // In a file that SQLite keeps beside a database with a write-ahead log, the byte of the one who writes.
    private const string SharedMemory = "-shm";
    private const long LogWriter = 120;

    /// <summary>Processes of this machine that hold a lock on an SQLite file which keeps others from writing; those who write before those who read.</summary>
    /// <param name="path">The file, which this process has open.</param>
    /// <param name="except">A process that is not meant, 0 for none.</param>
    public static IReadOnlyList<LockHolder> On(string path, int except)
    {
        try
        {
            var real = RealPath.Of(path);
            var (file, log) = (InodeOf(real), InodeOf(real + SharedMemory));
            var held = File.ReadLines(Table)
                .Select(Parse)
                .Where(l => l.Process > 0 && l.Process != except && (log > 0 ? l.Inode == log && l.First == LogWriter : l.Inode == file && l.First >= First && l.Last <= Last))
                .ToList();
            var writers = held.Where(l => l.IsWrite).ToList();
            return [.. (writers.Count > 0 ? writers : held).Select(l => l.Process).Distinct().Select(LockHolder.OnThisHost)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // 1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 1073741825 1073741825; who only waits for a lock has an arrow before the kind.
    private static (int Process, bool IsWrite, long Inode, long First, long Last) Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "POSIX" or "OFDLCK", _, var mode, var process, var file, var first, var last]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(file[(file.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture, out var inode)
        && long.TryParse(first, CultureInfo.InvariantCulture, out var begin)
        && long.TryParse(last, CultureInfo.InvariantCulture, out var end)
            ? (number, mode == "WRITE", inode, begin, end)
            : default;

    // Asked of a descriptor that SQLite has open: to open and close the file once more would let go of SQLite's own locks.
    private static long InodeOf(string real)
    {
        foreach (var link in Directory.EnumerateFiles("/proc/self/fd"))
        {
            if (new FileInfo(link).LinkTarget != real)
                continue;
            var inode = File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(link)}").FirstOrDefault(l => l.StartsWith("ino:", StringComparison.Ordinal));
            if (inode is not null && long.TryParse(inode.AsSpan(4), CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return -1;
    }
}

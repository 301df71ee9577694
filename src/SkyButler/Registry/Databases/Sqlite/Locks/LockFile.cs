using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>A file beside a database that is there to be locked, and perhaps to tell something to those who find it locked.</summary>
internal sealed class LockFile : IDisposable
{
    private const int LongestText = 1024;
    private readonly SafeFileHandle? handle;

    private int length;

    private LockFile(SafeFileHandle? handle) => this.handle = handle;

    /// <summary>
    /// Opens the file, making it and its folder if need be with the rights of the database. Where it can't be had, everything goes on without it:
    /// SQLite's own locks keep the data right, these keep order.
    /// </summary>
    public static LockFile Open(string path, string database)
    {
        if (!OperatingSystem.IsLinux())
            return new(null);
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder);
            var isNew = !File.Exists(path);
            var opened = NativeLocks.Open(path);
            if (isNew && opened is not null)
                File.SetUnixFileMode(path, File.GetUnixFileMode(database));
            return new(opened);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null);
        }
    }

    /// <summary>Takes the lock unless somebody has it.</summary>
    public bool TryLock() => handle is null || NativeLocks.TryLock(handle);

    /// <summary>Takes a lock on one byte unless another open file has it; it is let go with this one.</summary>
    public bool TryLockByte(long place) => handle is null || NativeLocks.TryLockByte(handle, place);

    public void Unlock()
    {
        if (handle is not null)
            NativeLocks.Unlock(handle);
    }

    /// <summary>Writes what those may read who find the file locked.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        try
        {
            if (handle is null)
                return;
            RandomAccess.Write(handle, text, 0);
            // To cut a file takes longer than to write into it.
            if (length != text.Length)
                RandomAccess.SetLength(handle, length = text.Length);
        }
        catch (IOException)
        {
            // A disk that is full, which shows soon enough.
        }
    }

    /// <summary>What was written last.</summary>
    public string Read()
    {
        var text = new byte[LongestText];
        return handle is null ? "" : Encoding.UTF8.GetString(text, 0, RandomAccess.Read(handle, text, 0));
    }

    /// <summary>Empties the file, unless somebody else has it locked.</summary>
    public void Clear()
    {
        if (handle is null || length == 0 || !TryLock())
            return;
        Write([]);
        Unlock();
    }

    public void Dispose() => handle?.Dispose();
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>
/// Advisory locks of whole files (flock(2)) and of single bytes, which the kernel lets go when their process ends, however it ends. Files are opened here as well,
/// since .NET takes such a lock itself on whatever it opens.
/// </summary>
internal static partial class NativeLocks
{
    private const int ReadWrite = 0x2;
    private const int Create = 0x40;
    private const int CloseOnExecute = 0x80000;
    private const int OwnerWrites = 0x1A4;
    private const int Exclusive = 2;
    private const int NotBlocking = 4;
    private const int Unlocked = 8;
    private const int SetOpenFileLock = 37;
    private const short WriteLock = 1;
    private const int Again = 11;
    private const int Access = 13;

    /// <summary>Opens a file to read and write, made if need be; null where that can't be.</summary>
    public static SafeFileHandle? Open(string path) =>
        Open(path, ReadWrite | Create | CloseOnExecute, OwnerWrites) is >= 0 and var descriptor ? new(descriptor, ownsHandle: true) : null;

    /// <summary>Takes the lock unless somebody has it.</summary>
    public static bool TryLock(SafeFileHandle file) => Lock(file, Exclusive | NotBlocking) == 0;

    /// <summary>
    /// Takes a lock of one byte (an open file description lock, fcntl(2)) unless another open file has it. On file systems that know no such locks, nobody has it.
    /// </summary>
    public static bool TryLockByte(SafeFileHandle file, long place) =>
        Control(file, SetOpenFileLock, new() { Kind = WriteLock, Start = place, Length = 1 }) == 0 || Marshal.GetLastPInvokeError() is not (Again or Access);

    public static void Unlock(SafeFileHandle file) => _ = Lock(file, Unlocked);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int operation, in RecordLock wanted);

    // struct flock of 64-bit Linux; the process is 0 for locks of open files.
    [StructLayout(LayoutKind.Sequential)]
    private struct RecordLock
    {
        public short Kind;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SkyButler.Resources.Durability;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static partial class NativeFiles
{
    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public const int InterruptSignal = 2;

    /// <summary>SIGKILL: the process ends at once, as a power cut would end it: nothing is flushed, nothing is caught.</summary>
    public const int KillSignal = 9;

    /// <summary>SIGTERM.</summary>
    public const int TerminateSignal = 15;

    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int NotWaiting = 0x800;
    private const int OfDescriptor = 0x1000;
    private const int KernelPage = 4096;
    private const int CurrentDirectory = -100;
    private const int CrossDevice = 18;
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int NoAccess = 13;
    private const int Exists = 17;
    private const int NoDirectory = 20;
    private const int TooManyLinks = 31;
    private const int NameTooLong = 36;
    private const int LinksGoRound = 40;
    private const uint AskForBasics = 0x7ff;

    /// <summary>Renames, replacing what is there.</summary>
    public static void Rename(string from, string to) => Check(RenameCall(from, to), $"give {from} its final name {to}");

    /// <summary>Makes a hard link; false where the file system can't (another device, or links are not allowed).</summary>
    public static bool TryHardLink(string existing, string link) => LinkError(existing, link) switch
    {
        0 => true,
        CrossDevice or NotPermitted or TooManyLinks => false,
        var error => throw Failure(error, $"link {existing} to {link}"),
    };

    /// <summary>The same; false also where the first name is gone or the second one taken, perhaps just now by somebody else.</summary>
    public static bool TrySecondName(string existing, string link) => LinkError(existing, link) switch
    {
        0 => true,
        CrossDevice or NotPermitted or TooManyLinks or NoEntry or Exists => false,
        var error => throw Failure(error, $"link {existing} to {link}"),
    };

    /// <summary>Flushes a file's content, or a directory's entries, to the disk.</summary>
    public static void Flush(string path) => WithDescriptor(path, static descriptor => FsyncCall(descriptor), "flush");

    /// <summary>Flushes everything of the file system that holds a path.</summary>
    public static void FlushFileSystem(string path) => WithDescriptor(path, static descriptor => SyncfsCall(descriptor), "flush the file system of");

    /// <summary>The number of the device that holds a path.</summary>
    public static ulong Device(string path)
    {
        Span<byte> status = stackalloc byte[256];
        Check(StatxCall(CurrentDirectory, path, 0, 0, ref MemoryMarshal.GetReference(status)), $"look at {path}");
        // struct statx: stx_dev_major and stx_dev_minor lie at 136 and 140 on every architecture.
        return BinaryPrimitives.ReadUInt64LittleEndian(status[136..]);
    }

    /// <summary>Which file a path leads to, with links followed, and how many names it has; null where there is nothing that this user can see.</summary>
    public static (ulong Device, ulong Number, uint Links)? Identify(string path)
    {
        Span<byte> status = stackalloc byte[256];
        return StatxCall(CurrentDirectory, path, 0, AskForBasics, ref MemoryMarshal.GetReference(status)) < 0
            ? null
            : (BinaryPrimitives.ReadUInt64LittleEndian(status[136..]), BinaryPrimitives.ReadUInt64LittleEndian(status[32..]), BinaryPrimitives.ReadUInt32LittleEndian(status[16..]));
    }

    /// <summary>What a path is, with links followed; null where there is nothing that this user can see.</summary>
    public static FileFacts? Look(string path)
    {
        Span<byte> status = stackalloc byte[256];
        if (StatxCall(CurrentDirectory, path, 0, AskForBasics, ref MemoryMarshal.GetReference(status)) >= 0)
            return FileFacts.OfStatx(status);
        var error = Marshal.GetLastPInvokeError();
        return error is NoEntry or NoAccess or NoDirectory or NameTooLong or LinksGoRound ? null : throw Failure(error, $"look at {path}");
    }

    /// <summary>
    /// The whole content of a small file. .NET's own way to a file makes several more calls of the system, and a starting program compiles
    /// some of it.
    /// </summary>
    /// <returns>Null where it is larger than that, is no file, or can't be read.</returns>
    public static byte[]? TryRead(string path, long most)
    {
        // Opening a pipe would wait for its writer.
        var descriptor = OpenCall(path, ReadOnlyCloseOnExec | NotWaiting);
        if (descriptor < 0)
            return null;
        Span<byte> status = stackalloc byte[256];
        var isKnown = StatxCall(descriptor, "", OfDescriptor, AskForBasics, ref MemoryMarshal.GetReference(status)) >= 0;
        var content = isKnown && FileFacts.OfStatx(status) is { IsFolder: false, IsSpecial: false } facts && facts.Size <= most ? ReadAll(descriptor, facts.Size) : null;
        CloseCall(descriptor);
        return content;
    }

    /// <summary>The number of the user by whose rights this process works.</summary>
    public static uint User() => UserCall();

    /// <summary>Sends this process a signal.</summary>
    public static void SignalThisProcess(int signal) => Check(KillCall(Environment.ProcessId, signal), "send this process a signal");

    // Files of the kernel say that they are empty.
    private static byte[]? ReadAll(int descriptor, long size)
    {
        var content = new byte[size == 0 ? KernelPage : size];
        var length = 0;
        while (length < content.Length)
        {
            var count = ReadCall(descriptor, ref content[length], content.Length - length);
            if (count < 0)
                return null;
            if (count == 0)
                break;
            length += (int)count;
        }

        if (size > 0)
            return length == size ? content : null;
        return length < KernelPage ? content[..length] : null;
    }

    private static int LinkError(string existing, string link) => LinkCall(existing, link) == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static void WithDescriptor(string path, Func<int, int> call, string verb)
    {
        var descriptor = OpenCall(path, ReadOnlyCloseOnExec);
        Check(descriptor < 0 ? -1 : 0, $"open {path}");
        var result = call(descriptor);
        var error = Marshal.GetLastPInvokeError();
        CloseCall(descriptor);
        if (result < 0)
            throw Failure(error, $"{verb} {path}");
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
            throw Failure(Marshal.GetLastPInvokeError(), what);
    }

    private static ResourceException Failure(int error, string what) =>
        new($"Cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}.");

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkCall(string existing, string link);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadCall(int descriptor, ref byte content, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncfsCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxCall(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserCall();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillCall(int process, int signal);
}

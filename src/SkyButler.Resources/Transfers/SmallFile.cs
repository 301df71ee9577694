using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SkyButler.Resources.Durability;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// A small file that is about to be copied. What a copy of a few bytes takes is the calls around it, and this makes half of those that the
/// runtime's makes, which locks both files, looks for blocks to share, and asks for facts twice. Permission bits and times are kept as there.
/// </summary>
/// <param name="Content">All of it.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Times">When it was last read and written: seconds and nanoseconds of each.</param>
internal readonly partial record struct SmallFile(byte[] Content, int Mode, long[] Times)
{
    private const int Largest = 1 << 15;
    private const int Permissions = 0x1FF;
    private const int ReadNow = 0x80800;
    private const int MakeNew = 0x800C1;
    private const int OfDescriptor = 0x1000;
    private const uint AskForBasics = 0x7ff;

    /// <summary>Reads a file; null where it is not small, is no file, or can't be read by this way.</summary>
    public static SmallFile? TryRead(string path)
    {
        var descriptor = OpenCall(path, ReadNow, 0);
        if (descriptor < 0)
            return null;
        try
        {
            Span<byte> status = stackalloc byte[256];
            if (StatxCall(descriptor, "", OfDescriptor, AskForBasics, ref MemoryMarshal.GetReference(status)) < 0)
                return null;
            // Files of the kernel say that they are empty.
            if (FileFacts.OfStatx(status) is not { IsFolder: false, IsSpecial: false, Size: > 0 and <= Largest } facts)
                return null;
            var content = new byte[facts.Size];
            return IsWhole(content, (ref byte rest, nint count) => ReadCall(descriptor, ref rest, count))
                ? new(content, BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & Permissions, [.. Time(status[64..]), .. Time(status[112..])])
                : null;
        }
        finally
        {
            _ = CloseCall(descriptor);
        }
    }

    /// <summary>Writes it under a name where nothing is; false, with nothing left behind, where that fails.</summary>
    public bool TryWrite(string path)
    {
        var descriptor = OpenCall(path, MakeNew, Mode);
        if (descriptor < 0)
            return false;
        var isWritten = IsWhole(Content, (ref byte rest, nint count) => WriteCall(descriptor, ref rest, count))
            && FchmodCall(descriptor, Mode) == 0 && FutimensCall(descriptor, ref Times[0]) == 0;
        if (CloseCall(descriptor) == 0 && isWritten)
            return true;
        File.Delete(path);
        return false;
    }

    private delegate nint Transfer(ref byte rest, nint count);

    private static bool IsWhole(byte[] content, Transfer transfer)
    {
        var done = 0;
        while (done < content.Length && transfer(ref content[done], content.Length - done) is var count and > 0)
            done += (int)count;
        return done == content.Length;
    }

    private static long[] Time(ReadOnlySpan<byte> time) => [BinaryPrimitives.ReadInt64LittleEndian(time), BinaryPrimitives.ReadUInt32LittleEndian(time[8..])];

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxCall(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadCall(int descriptor, ref byte content, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteCall(int descriptor, ref byte content, nint count);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    private static partial int FchmodCall(int descriptor, int mode);

    [LibraryImport("libc", EntryPoint = "futimens")]
    private static partial int FutimensCall(int descriptor, ref long times);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SkyButler.Benchmarks.Running;

/// <summary>The processor time of programs that this process started and that have ended (getrusage(2)).</summary>
internal static partial class ProcessorOfChildren
{
    private const int Children = -1;

    /// <summary>Its sum so far.</summary>
    public static TimeSpan Total
    {
        get
        {
            Span<byte> usage = stackalloc byte[256];
            _ = GetUsage(Children, ref MemoryMarshal.GetReference(usage));
            // struct rusage begins with two timevals: user and system time, each seconds and microseconds.
            return Time(usage) + Time(usage[16..]);
        }
    }

    private static TimeSpan Time(ReadOnlySpan<byte> value) =>
        TimeSpan.FromSeconds(BinaryPrimitives.ReadInt64LittleEndian(value)) + TimeSpan.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(value[8..]));

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref byte usage);
}

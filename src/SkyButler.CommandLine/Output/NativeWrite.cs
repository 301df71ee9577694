using System.Runtime.InteropServices;

namespace SkyButler.CommandLine.Output;

/// <summary>
/// The system's own write call: it moves the offset that processes sharing a file see, so that what several of them print to it stays in order.
/// </summary>
internal static partial class NativeWrite
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    /// <summary>Writes all bytes to a descriptor.</summary>
    /// <exception cref="BrokenPipeException">Nobody reads it any more.</exception>
    /// <exception cref="IOException">It can't be written.</exception>
    public static unsafe void All(int descriptor, ReadOnlySpan<byte> bytes)
    {
        var wait = default(SpinWait);
        fixed (byte* start = bytes)
        {
            var written = 0;
            while (written < bytes.Length)
            {
                var count = Write(descriptor, start + written, (nuint)(bytes.Length - written));
                if (count >= 0)
                    written += (int)count;
                else
                    Examine(Marshal.GetLastPInvokeError(), ref wait);
            }
        }
    }

    private static void Examine(int error, ref SpinWait wait)
    {
        switch (error)
        {
            case Interrupted:
                return;
            case TryAgain:
                wait.SpinOnce();
                return;
            case BrokenPipe:
                throw new BrokenPipeException();
            default:
                throw new IOException($"Standard output can't be written: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nuint count);
}

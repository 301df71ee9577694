using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>Takes the standard streams of a worker process for messages; whatever else is printed goes to standard error.</summary>
internal static partial class WorkerStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;
    private const int DuplicateForThisProcess = 1030;

    /// <summary>The streams of messages.</summary>
    /// <exception cref="IOException">The system has no such streams.</exception>
    public static (Stream Input, Stream Output) Take()
    {
        // What tasks start gets neither: it would read messages, or keep the pipe open when this process is gone.
        var (input, output) = (Control(Input, DuplicateForThisProcess, 0), Control(Output, DuplicateForThisProcess, 0));
        using var nothing = File.OpenHandle("/dev/null");
        if (input < 0 || output < 0 || Duplicate((int)nothing.DangerousGetHandle(), Input) < 0 || Duplicate(Error, Output) < 0)
            throw new IOException("A worker process needs its standard streams; it is started by 'pipetask run --worker-processes'.");
        return (Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int descriptor, int target);
}

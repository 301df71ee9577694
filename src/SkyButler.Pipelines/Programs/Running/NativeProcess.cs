using System.Runtime.InteropServices;

namespace SkyButler.Pipelines.Programs.Running;

/// <summary>
/// The calls of glibc by which a program is started in a session of its own, and ended with all that it started: System.Diagnostics.Process knows
/// no process groups, and does not tell what a child used.
/// </summary>
internal static unsafe partial class NativeProcess
{
    public const int Terminate = 15;
    public const int Kill = 9;
    public const int BrokenPipe = 13;

    // spawn.h, fcntl.h, poll.h and wait.h of 64-bit Linux.
    private const short SetDefaultSignals = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int CreateTruncated = 0x1 | 0x40 | 0x200;
    private const uint UsualMode = 0x1B6;
    private const short Readable = 0x1;
    private const int ProcessId = 1;
    private const int NoHang = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x01000000;
    private const int Interrupted = 4;
    private const int TooLong = 7;
    private const int AttributeRoom = 1024;
    private const int SignalSetSize = 128;

    /// <summary>Makes a pipe whose ends no program gets that is started.</summary>
    public static (int Read, int Write) MakePipe()
    {
        Span<int> ends = stackalloc int[2];
        fixed (int* pointer = ends)
        {
            if (MakePipe(pointer, CloseOnExec) != 0)
                throw Failed("make a pipe", Marshal.GetLastPInvokeError());
        }

        return (ends[0], ends[1]);
    }

    /// <summary>
    /// Starts a program in a new session; returns its process identifier, which is that of its group. The calling thread must live as long as the
    /// program shall.
    /// </summary>
    public static int Start(ProgramCall call, int? stdout, int stderr)
    {
        var actions = stackalloc byte[AttributeRoom];
        var attributes = stackalloc byte[AttributeRoom];
        var signals = stackalloc byte[SignalSetSize];
        new Span<byte>(signals, SignalSetSize).Clear();
        var guard = ProgramGuard.Path;
        using var arguments = new NativeStrings(guard is null ? call.Arguments : ProgramGuard.Arguments(guard, call));
        using var environment = new NativeStrings([.. call.Environment.Select(v => $"{v.Key}={v.Value}")]);
        Check(InitActions(actions));
        Check(InitAttributes(attributes));
        try
        {
            Check(AddOpen(actions, 0, call.Stdin ?? "/dev/null", 0, 0));
            if (stdout is { } pipe)
                Check(AddDuplicate(actions, pipe, 1));
            else
                Check(AddOpen(actions, 1, call.Stdout!, CreateTruncated, UsualMode));
            Check(AddDuplicate(actions, stderr, 2));
            Check(StartIn(actions, call.Directory));
            Check(SetMask(attributes, signals));
            // The runtime ignores it, and so would the program.
            signals[(BrokenPipe - 1) / 8] = 1 << ((BrokenPipe - 1) % 8);
            Check(SetDefaults(attributes, signals));
            Check(SetFlags(attributes, SetDefaultSignals | SetSignalMask | SetSession));
            var error = Spawn(out var process, guard ?? call.File, actions, attributes, arguments.Pointer, environment.Pointer);
            return error == 0 ? process
                : error == TooLong ? throw new ProgramException($"Cannot start '{call.File}': its {call.Arguments.Count} arguments and its environment are too long; give inputs by a file, {{listfile:INPUT}}.")
                : throw Failed($"start '{call.File}'", error);
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    /// <summary>Which of some descriptors have something to read, or have come to their end; waits for one no longer than so many milliseconds.</summary>
    public static void WaitReadable(ReadOnlySpan<int> descriptors, Span<bool> ready, int milliseconds)
    {
        Span<PollEntry> entries = stackalloc PollEntry[descriptors.Length];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new PollEntry { Descriptor = descriptors[i], Events = Readable };
        fixed (PollEntry* pointer = entries)
        {
            if (Poll(pointer, (nuint)entries.Length, milliseconds) < 0 && Marshal.GetLastPInvokeError() is var error && error != Interrupted)
                throw Failed("wait for a program", error);
        }

        for (var i = 0; i < entries.Length; i++)
            ready[i] = descriptors[i] >= 0 && entries[i].Returned != 0;
    }

    /// <summary>Reads what there is; 0 at the end.</summary>
    public static int ReadSome(int descriptor, Span<byte> buffer)
    {
        while (true)
        {
            nint count;
            fixed (byte* pointer = buffer)
                count = Read(descriptor, pointer, (nuint)buffer.Length);
            if (count >= 0)
                return (int)count;
            if (Marshal.GetLastPInvokeError() is var error && error != Interrupted)
                throw Failed("read what a program prints", error);
        }
    }

    public static void CloseDescriptor(int descriptor) => _ = Close(descriptor);

    /// <summary>Whether a process has ended; it stays in the table of processes, so that its number, and its group's, are nobody else's.</summary>
    public static bool HasEnded(int process)
    {
        Span<int> information = stackalloc int[32];
        information.Clear();
        fixed (int* pointer = information)
        {
            if (WaitId(ProcessId, (uint)process, pointer, Exited | NoHang | LeaveWaitable) != 0 && Marshal.GetLastPInvokeError() is var error && error != Interrupted)
                throw Failed($"wait for the process {process}", error);
        }

        return information[0] != 0;
    }

    /// <summary>Sends a signal to all processes of a group; nothing where there are none.</summary>
    public static void SignalGroup(int group, int signal) => _ = SendSignal(-group, signal);

    /// <summary>Takes a process that has ended from the table: its status as wait(2) gives it, and what it used.</summary>
    public static (int Status, TimeSpan User, TimeSpan System, long MaxResident) Reap(int process)
    {
        // struct rusage of 64-bit Linux: two times (seconds, microseconds), then 14 counts.
        Span<long> usage = stackalloc long[18];
        usage.Clear();
        var status = 0;
        fixed (long* pointer = usage)
        {
            while (Wait(process, ref status, 0, pointer) < 0)
                if (Marshal.GetLastPInvokeError() is var error && error != Interrupted)
                    throw Failed($"wait for the process {process}", error);
        }

        return (status, Time(usage[0], usage[1]), Time(usage[2], usage[3]), usage[4] * 1024);
    }

    private static int StartIn(byte* actions, string directory)
    {
        try
        {
            return AddDirectory(actions, directory);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new ProgramException("Programs can't be started in directories of their own with this machine's C library: glibc 2.29 or a later one is needed.", e);
        }
    }

    private static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);

    private static void Check(int error)
    {
        if (error != 0)
            throw Failed("prepare the start of a program", error);
    }

    private static ProgramException Failed(string what, int error) => new($"Cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}.");

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddDirectory(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int MakePipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, uint process, int* information, int options);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    private static partial int Wait(int process, ref int status, int options, long* usage);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}

using System.Diagnostics;

namespace SkyButler.Pipelines.Programs.Running;

/// <summary>
/// Runs programs, each in a session of its own on a thread that passes on what it prints. When its time is over, or everything is to stop, its
/// whole process group is asked to end, and ended when it does not. Children that it leaves behind are ended with it.
/// </summary>
internal static class ProgramRunner
{
    // How soon it is noticed that everything is to stop; an end of the program is noticed at once.
    private const int SliceMilliseconds = 50;
    private const int BufferSize = 1 << 16;

    // A pipe holds no more, if /proc/sys/fs/pipe-max-size is the usual one.
    private const int MostPieces = 2 * ((1 << 20) / BufferSize);

    // What a process that left the group may go on printing to.
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(1);

    // Who stops everything waits no longer.
    private static readonly TimeSpan HurriedGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="stdout">Gets its standard output, unless that goes into a file.</param>
    /// <param name="stderr">Gets its standard error.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProgramException">It can't be started.</exception>
    /// <exception cref="OperationCanceledException">Everything is to stop; the program has ended.</exception>
    public static Task<ProgramEnd> RunAsync(ProgramCall call, IConsoleSink stdout, IConsoleSink stderr, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Run(call, stdout, stderr, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ProgramEnd Run(ProgramCall call, IConsoleSink stdout, IConsoleSink stderr, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        IConsoleSink[] sinks = call.Stdout is null ? [stderr, stdout] : [stderr];
        var pipes = sinks.Select(_ => NativeProcess.MakePipe()).ToArray();
        var watch = new Watch(call, start, [.. pipes.Select(p => p.Read)], sinks);
        try
        {
            int process;
            try
            {
                process = NativeProcess.Start(call, call.Stdout is null ? pipes[1].Write : null, pipes[0].Write);
            }
            finally
            {
                foreach (var (_, write) in pipes)
                    NativeProcess.CloseDescriptor(write);
            }

            return watch.Wait(process, cancellationToken);
        }
        finally
        {
            watch.Close();
        }
    }

    private sealed class Watch(ProgramCall call, long start, int[] descriptors, IConsoleSink[] sinks)
    {
        private readonly byte[] buffer = new byte[BufferSize];
        private TimeSpan? killAt;
        private bool timedOut;

        private TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

        public ProgramEnd Wait(int process, CancellationToken cancellationToken)
        {
            try
            {
                WaitForEnd(process, cancellationToken);
            }
            catch
            {
                NativeProcess.SignalGroup(process, NativeProcess.Kill);
                _ = NativeProcess.Reap(process);
                throw;
            }

            var wall = Elapsed;
            // What it printed before its end lies in the pipes; who still holds them, perhaps printing more, is a child.
            for (var i = 0; i < MostPieces && Pass(0); i++)
            {
            }

            var leftChildren = descriptors.Any(d => d >= 0);
            NativeProcess.SignalGroup(process, NativeProcess.Kill);
            var end = Elapsed + Draining;
            while (descriptors.Any(d => d >= 0) && Elapsed < end)
                Pass(SliceMilliseconds);
            var (status, user, system, resident) = NativeProcess.Reap(process);
            cancellationToken.ThrowIfCancellationRequested();
            var signal = status & 0x7F;
            return new ProgramEnd(
                signal == 0 ? (status >> 8) & 0xFF : null, signal == 0 ? null : signal, timedOut, leftChildren, new ProgramUsage(wall, user, system, resident > OwnPeak() ? resident : null));
        }

        // Until a program is executed it shares the memory of this process, and the kernel counts that.
        private static long OwnPeak()
        {
            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }

        public void Close()
        {
            for (var i = 0; i < descriptors.Length; i++)
                Close(i);
        }

        private void WaitForEnd(int process, CancellationToken cancellationToken)
        {
            var slice = 1;
            while (!NativeProcess.HasEnded(process))
            {
                // Nothing tells the end of a program that has closed its streams: ask more and more seldom.
                var anyOpen = descriptors.Any(d => d >= 0);
                Pass(anyOpen ? SliceMilliseconds : slice);
                slice = Math.Min(SliceMilliseconds, anyOpen ? 1 : slice * 2);
                Stop(process, cancellationToken.IsCancellationRequested);
            }
        }

        private void Stop(int process, bool hurried)
        {
            if (killAt is { } time)
            {
                if (Elapsed >= time || (hurried && time > Elapsed + HurriedGrace))
                    killAt = hurried && Elapsed < time ? Elapsed + HurriedGrace : KillNow(process);
                return;
            }

            timedOut = call.Timeout is { } limit && Elapsed >= limit;
            if (!timedOut && !hurried)
                return;
            NativeProcess.SignalGroup(process, NativeProcess.Terminate);
            killAt = Elapsed + (hurried ? HurriedGrace : call.Grace);
        }

        private TimeSpan KillNow(int process)
        {
            NativeProcess.SignalGroup(process, NativeProcess.Kill);
            return TimeSpan.MaxValue;
        }

        // Whether anything came.
        private bool Pass(int milliseconds)
        {
            Span<bool> ready = stackalloc bool[descriptors.Length];
            NativeProcess.WaitReadable(descriptors, ready, milliseconds);
            var any = false;
            for (var i = 0; i < descriptors.Length; i++)
            {
                if (!ready[i])
                    continue;
                any = true;
                var count = NativeProcess.ReadSome(descriptors[i], buffer);
                if (count > 0)
                    sinks[i].Take(buffer.AsSpan(0, count));
                else
                    Close(i);
            }

            return any;
        }

        // poll(2) passes negative descriptors over.
        private void Close(int i)
        {
            if (descriptors[i] >= 0)
                NativeProcess.CloseDescriptor(descriptors[i]);
            descriptors[i] = -1;
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace SkyButler.Benchmarks.Running;

/// <summary>Runs a program as a user would, with its output thrown away.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LookNowAndThen = TimeSpan.FromMilliseconds(20);

    /// <summary>What a program takes from its start to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<Sample> TimeAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var processor = ProcessorOfChildren.Total;
        var start = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments);
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        await output;
        Check(process, await errors);
        return new(time, ProcessorOfChildren.Total - processor);
    }

    /// <summary>What a program takes whose output goes to a file, and the most memory that it had resident.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(Sample Sample, long Peak)> ToFileAsync(string program, IReadOnlyList<string> arguments, string file, CancellationToken cancellationToken)
    {
        var processor = ProcessorOfChildren.Total;
        var start = Stopwatch.GetTimestamp();
        // The shell connects the file, and becomes the program.
        using var process = Start("bash", ["-c", "exec \"$@\" > \"$0\"", file, program, .. arguments]);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakMemory.Of(id));
            await Task.Delay(LookNowAndThen, cancellationToken);
        }

        Check(process, await errors);
        return (new(Stopwatch.GetElapsedTime(start), ProcessorOfChildren.Total - processor), peak);
    }

    /// <summary>Most memory that a program had resident; it is looked at often while it runs, so this run is not timed.</summary>
    public static async Task<long> PeakAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakMemory.Of(id));
            await Task.Delay(LookEvery, cancellationToken);
        }

        await output;
        Check(process, await errors);
        return peak;
    }

    private static Process Start(string program, IReadOnlyList<string> arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    private static void Check(Process process, string errors)
    {
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} failed: {errors}");
    }
}

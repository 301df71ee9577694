using System.Runtime.InteropServices;
using System.Text;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.CommandLine.Programs.PlugIns;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.CommandLine.Programs;

/// <summary>Ties a program to its process: streams, signals, the name by which it was started.</summary>
internal static class ProgramHost
{
    private const string CommandLineFile = "/proc/self/cmdline";

    /// <summary>Runs the program that the process was started as.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        NativeLibraries.Attach();
        PlugInAssemblies.Attach();
        using var stop = new CancellationTokenSource();
        var asked = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, ExitCodes.HungUp));
        await using var output = StandardStream.OpenOutput();
        await using var error = StandardStream.OpenError();
        var surroundings = new Surroundings { Output = output, Error = error, Input = new ConsoleInput(), IsErrorTerminal = TerminalCheck.IsErrorTerminal() };
        var code = await ProgramRunner.RunAsync(await InvokedNameAsync(), words, surroundings, stop.Token);
        try
        {
            await output.FlushAsync(CancellationToken.None);
        }
        catch (BrokenPipeException)
        {
            Environment.Exit(ExitCodes.Failure);
        }
        catch (IOException failure)
        {
            // Leaving at once, since closing the stream would try to write again.
            await error.WriteLineAsync($"Error: {failure.Message}");
            await error.FlushAsync(CancellationToken.None);
            Environment.Exit(ExitCodes.Failure);
        }

        return asked != 0 && code != ExitCodes.Success ? asked : code;

        // The first signal asks for a clean stop; a second one doesn't wait for it.
        void Stop(PosixSignalContext context, int exitCode)
        {
            context.Cancel = asked == 0;
            asked = exitCode;
            stop.Cancel();
            FaultPoints.NoteStop();
        }
    }

    // The host resolves links before it tells the process its path; the system keeps the name as it was typed.
    private static async Task<string> InvokedNameAsync()
    {
        string? typed = null;
        try
        {
            var line = await ResourceStores.Local.ReadAllBytesAsync(ResourcePath.FromLocalPath(CommandLineFile));
            typed = Encoding.UTF8.GetString(line.AsSpan(0, Math.Max(line.AsSpan().IndexOf((byte)0), 0)));
        }
        catch (ResourceException)
        {
            // Other systems have no such file.
        }

        var name = Path.GetFileName(typed is { Length: > 0 } ? typed : Environment.ProcessPath ?? ProgramCatalog.Executable);
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}

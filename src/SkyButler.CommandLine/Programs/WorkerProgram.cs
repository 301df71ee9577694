using System.Runtime.InteropServices;
using SkyButler.CommandLine.Programs.PlugIns;
using SkyButler.Pipelines.Execution.Workers;

namespace SkyButler.CommandLine.Programs;

/// <summary>What the executable is when <c>pipetask</c> starts it to execute quanta; no program that anybody calls.</summary>
internal static class WorkerProgram
{
    /// <summary>The only word of its command line.</summary>
    public const string Word = "__worker";

    /// <summary>The command that starts it: this executable, or this assembly by the host that runs it.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            var assembly = typeof(WorkerProgram).Assembly.Location;
            return assembly.Length == 0 ? [Environment.ProcessPath!, Word] : [DotnetHost, assembly, Word];
        }
    }

    private static string DotnetHost =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Executes quanta until there are no more. A terminal's Ctrl-C comes to its run too, which says what to do.</summary>
    public static async Task<int> RunAsync()
    {
        NativeLibraries.Attach();
        PlugInAssemblies.Attach();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        var code = await PipelineWorker.RunAsync();
        // Not waiting for threads that a task left behind.
        Environment.Exit(code);
        return code;
    }
}

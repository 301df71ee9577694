using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.Running;

/// <summary>The options that say how quanta are executed.</summary>
internal static class RunningOptions
{
    private static readonly IntegerOption Processes = new("-j", "--processes")
    {
        Default = 1,
        Minimum = 1,
        Help = "How many quanta may run at a time.",
    };

    private static readonly FlagOption WorkerProcesses = new("--worker-processes")
    {
        Help = "Run quanta in as many processes instead of threads: a crash, a leak or a hang of one harms no other. The processes are used again and again.",
    };

    private static readonly FlagOption FailFast = new("--fail-fast") { Help = "Start nothing more after the first failure." };

    private static readonly FlagOption RaiseOnPartialOutputs = new("--raise-on-partial-outputs")
    {
        Negative = "--no-raise-on-partial-outputs",
        Default = true,
        Help = "Whether a quantum that says it wrote only part of its outputs counts as failed.",
    };

    private static readonly IntegerOption Cores = new("-n", "--cores-per-quantum")
    {
        Default = 1,
        Minimum = 1,
        Help = "Processor cores that tasks are told they may use.",
    };

    private static readonly ValueOption Memory = new("--memory-per-quantum")
    {
        Metavar = "SIZE",
        Help = "Memory that tasks are told they may use: megabytes, or a number and its unit, such as 3GB.",
    };

    private static readonly FlagOption ImplicitThreading = new("--enable-implicit-threading")
    {
        Help = "Let numerical libraries in worker processes use as many threads as they like.",
    };

    // Of the original, where they concern Python.
    private static readonly FlagOption Debug = new("--debug") { Help = "Has no effect here." };
    private static readonly FlagOption Debugger = new("--pdb") { Help = "Has no effect here; --log-level DEBUG shows where a task failed." };
    private static readonly ValueOption Profile = new("--profile") { Metavar = "FILE", Help = "Has no effect here; 'dotnet-trace' looks into a process that runs." };

    private static readonly ValueOption StartMethod = new("--start-method")
    {
        Choices = ["spawn", "fork", "forkserver"],
        Default = "spawn",
        Help = "Has no effect here; --worker-processes chooses processes instead of threads.",
    };

    private static readonly FlagOption Coverage = new("--coverage") { Help = "Has no effect here." };
    private static readonly FlagOption CoverageReport = new("--cov-report") { Negative = "--no-cov-report", Default = true, Help = "Has no effect here." };
    private static readonly ListOption CoveragePackages = new("--cov-packages") { Metavar = "PACKAGE ...", Help = "Has no effect here." };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandOption> All =>
    [
        Processes, WorkerProcesses, FailFast, RaiseOnPartialOutputs, .. PolicyOptions.All, Cores, Memory, ImplicitThreading,
        Debug, Debugger, Profile, StartMethod, .. Coverages,
    ];

    /// <summary>Those of the original that look at how much of Python's code is run.</summary>
    public static IReadOnlyList<CommandOption> Coverages => [Coverage, CoverageReport, CoveragePackages];

    /// <summary>Says that nothing looks at how much code is run, where that was asked for.</summary>
    public static void WarnOfCoverage(CommandContext context)
    {
        if (context.Values[Coverage])
            Warn(context, Coverage);
    }

    /// <summary>A request with what they say.</summary>
    public static RunRequest Apply(CommandContext context, RunRequest request)
    {
        var values = context.Values;
        WarnOfIdle(context, values);
        var (policy, policies) = PolicyOptions.Read(values);
        return request with
        {
            Processes = values[Processes],
            Worker = values[WorkerProcesses] ? WorkerProgram.Command : [],
            FailFast = values[FailFast],
            RaiseOnPartialOutputs = values[RaiseOnPartialOutputs],
            CoresPerQuantum = values[Cores],
            MemoryPerQuantum = values[Memory] is { } size ? MemorySizes.Read(Memory, size) : null,
            MayUseThreads = values[ImplicitThreading],
            Policy = policy,
            Policies = policies,
        };
    }

    private static void WarnOfIdle(CommandContext context, CommandValues values)
    {
        var idle = new List<CommandOption>();
        if (values[Debug])
            idle.Add(Debug);
        if (values[Debugger])
            idle.Add(Debugger);
        if (values[Profile] is not null)
            idle.Add(Profile);
        foreach (var option in idle)
            Warn(context, option);
        WarnOfCoverage(context);
    }

    private static void Warn(CommandContext context, CommandOption option) => context.Log.Warning($"{option.Names[^1]} has no effect here.");
}

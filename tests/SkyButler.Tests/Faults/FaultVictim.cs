using System.Globalization;
using SkyButler.Resources.Durability;
using SkyButler.Tests.Shared.Processes;

namespace SkyButler.Tests.Faults;

/// <summary>Work in a process of its own, to be killed or to run under other circumstances. Never run otherwise.</summary>
internal static class FaultVictim
{
    private const string KindVariable = "SKYBUTLER_VICTIM_KIND";
    private const string RootVariable = "SKYBUTLER_VICTIM_ROOT";
    private const string OutsideVariable = "SKYBUTLER_VICTIM_OUTSIDE";

    // In this file it says that its work is done, and how many places it came by at which it could have been killed.
    private const string ReportVariable = "SKYBUTLER_VICTIM_REPORT";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task WorkAsync()
    {
        var kind = Enum.Parse<WorkKind>(Environment.GetEnvironmentVariable(KindVariable)!);
        var work = new RepositoryWork(Environment.GetEnvironmentVariable(RootVariable)!, Environment.GetEnvironmentVariable(OutsideVariable)!);
        await work.RunAsync(kind);
        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable(ReportVariable)!, FaultPoints.Count.ToString(CultureInfo.InvariantCulture), Token);
    }

    /// <summary>Does work in a process of its own.</summary>
    /// <param name="work">The work.</param>
    /// <param name="kind">Which.</param>
    /// <param name="environment">What that process has in its environment beside what this one has.</param>
    internal static async Task<VictimsEnd> RunAsync(RepositoryWork work, WorkKind kind, Dictionary<string, string> environment)
    {
        var report = Path.Combine(work.Outside, "report");
        var end = await OwnProcess.RunAsync(typeof(FaultVictim), nameof(WorkAsync), new Dictionary<string, string>(environment)
        {
            [KindVariable] = kind.ToString(),
            [RootVariable] = work.Root,
            [OutsideVariable] = work.Outside,
            [ReportVariable] = report,
        });
        return new(end.ExitCode, end.Output, File.Exists(report) ? await File.ReadAllTextAsync(report, Token) : null);
    }
}

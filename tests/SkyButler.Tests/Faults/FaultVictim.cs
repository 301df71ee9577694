using System.Diagnostics;
using System.Globalization;
using SkyButler.Resources.Durability;

namespace SkyButler.Tests.Faults;

/// <summary>Work in a process of its own, to be killed or to run under other circumstances. Never run otherwise.</summary>
public sealed class FaultVictim
{
    private const string KindVariable = "SKYBUTLER_VICTIM_KIND";
    private const string RootVariable = "SKYBUTLER_VICTIM_ROOT";
    private const string OutsideVariable = "SKYBUTLER_VICTIM_OUTSIDE";

    // In this file it says that its work is done, and how many places it came by at which it could have been killed.
    private const string ReportVariable = "SKYBUTLER_VICTIM_REPORT";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Work()
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
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(FaultVictim).Assembly.Location, "-explicit", "only", "-noLogo", "-method", $"{typeof(FaultVictim).FullName}.{nameof(Work)}" },
            Environment =
            {
                [KindVariable] = kind.ToString(),
                [RootVariable] = work.Root,
                [OutsideVariable] = work.Outside,
                [ReportVariable] = report,
            },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new(process.ExitCode, await output + await errors, File.Exists(report) ? await File.ReadAllTextAsync(report, Token) : null);
    }
}

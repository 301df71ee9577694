using System.Globalization;
using SkyButler.Resources.Durability;

namespace SkyButler.Tests.Faults;

/// <summary>What <see cref="KillContract"/> runs in a process of its own, to be killed. Never run otherwise.</summary>
public sealed class FaultVictim
{
    internal const string KindVariable = "SKYBUTLER_VICTIM_KIND";
    internal const string RootVariable = "SKYBUTLER_VICTIM_ROOT";
    internal const string OutsideVariable = "SKYBUTLER_VICTIM_OUTSIDE";

    /// <summary>In this file it says that its work is done, and how many places it came by at which it could have been killed.</summary>
    internal const string ReportVariable = "SKYBUTLER_VICTIM_REPORT";

    [Fact(Explicit = true)]
    public async Task Work()
    {
        var kind = Enum.Parse<WorkKind>(Environment.GetEnvironmentVariable(KindVariable)!);
        var work = new RepositoryWork(Environment.GetEnvironmentVariable(RootVariable)!, Environment.GetEnvironmentVariable(OutsideVariable)!);
        await work.RunAsync(kind);
        await File.WriteAllTextAsync(
            Environment.GetEnvironmentVariable(ReportVariable)!, FaultPoints.Count.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
    }
}

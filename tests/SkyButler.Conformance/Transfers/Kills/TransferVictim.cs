using System.Globalization;
using SkyButler.Resources.Durability;

namespace SkyButler.Conformance.Transfers.Kills;

/// <summary>What <see cref="TransferKillContract"/> runs in a process of its own, to be killed. Never run otherwise.</summary>
internal static class TransferVictim
{
    internal const string WorkVariable = "SKYBUTLER_TRANSFER_WORK";
    internal const string ReportVariable = "SKYBUTLER_TRANSFER_REPORT";

    internal static async Task WorkAsync()
    {
        await TransferWork.Parse(Environment.GetEnvironmentVariable(WorkVariable)!).RunAsync();
        await File.WriteAllTextAsync(
            Environment.GetEnvironmentVariable(ReportVariable)!, FaultPoints.Count.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
    }
}

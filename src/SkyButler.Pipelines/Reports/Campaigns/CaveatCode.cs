using SkyButler.Pipelines.Execution;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>Two characters that stand for what is to be said of a success.</summary>
internal static class CaveatCode
{
    // The first that holds is told.
    private static readonly (SuccessCaveats Caveat, char Letter)[] Letters =
    [
        (SuccessCaveats.AdjustQuantumRaised, 'A'), (SuccessCaveats.UnprocessableData, 'D'), (SuccessCaveats.UpstreamFailureNoWork, 'U'),
        (SuccessCaveats.PartialOutputsError, 'P'), (SuccessCaveats.NoWork, 'N'),
    ];

    /// <summary><c>*</c> where all outputs are missing, <c>+</c> where some are; then a letter for the reason.</summary>
    public static string Of(SuccessCaveats caveats)
    {
        var outputs = caveats.HasFlag(SuccessCaveats.AllOutputsMissing) ? "*" : caveats.HasFlag(SuccessCaveats.AnyOutputsMissing) ? "+" : "";
        var reason = Letters.FirstOrDefault(l => caveats.HasFlag(l.Caveat)).Letter;
        return reason == default ? outputs : outputs + reason;
    }
}

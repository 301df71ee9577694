using SkyButler.Registry.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary>How outcomes of quanta are called.</summary>
internal static class StatusNames
{
    /// <summary>The name for people.</summary>
    public static string Of(AttemptStatus status) => status switch
    {
        AttemptStatus.AbortedSuccess => "Aborted success",
        _ => status.ToString(),
    };
}

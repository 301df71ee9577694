namespace SkyButler.CommandLine.Display;

/// <summary>What did not go well of some work.</summary>
internal static class Outcome
{
    /// <summary>How many pieces failed and were not tried; empty where all went well.</summary>
    public static string Of(WorkProgress progress) =>
        (progress.Failed > 0 ? $", {progress.Failed} failed" : "") + (progress.Skipped > 0 ? $", {progress.Skipped} skipped" : "");
}

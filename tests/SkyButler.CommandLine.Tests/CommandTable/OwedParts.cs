namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>What of the original's commands is not there yet.</summary>
internal static class OwedParts
{
    /// <summary>Commands, and options written with their command in front.</summary>
    public static readonly IReadOnlyList<string> All =
    [
    ];
}

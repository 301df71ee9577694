namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>Lines that several commands print.</summary>
internal static class Messages
{
    public const string NoResults = "No results. Try --help for more information.";
    public const string NoDatasets = "No datasets matched query.";

    /// <summary>Says that there are no results, and why as far as that is known.</summary>
    public static async Task WriteReasonsAsync(TextWriter output, IReadOnlyList<string> reasons)
    {
        await output.WriteLineAsync(NoResults);
        foreach (var reason in reasons)
            await output.WriteLineAsync(reason);
    }
}

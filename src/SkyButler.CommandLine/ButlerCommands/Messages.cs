namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>Lines that several commands print.</summary>
internal static class Messages
{
    public const string NoResults = "No results. Try --help for more information.";
    public const string NoDatasets = "No datasets matched query.";
}

using SkyButler.CommandLine.Parsing;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary>The repository, the first argument of nearly every command.</summary>
internal static class RepositoryArgument
{
    /// <summary>A repository that is there.</summary>
    public static readonly CommandArgument Existing = new(
        "REPO", "REPO is the folder, URI or configuration file of a repository, or its alias in the repository index.");

    /// <summary>A repository that is made.</summary>
    public static readonly CommandArgument New = new("REPO", "REPO is the folder or URI of the new repository; it is made if it does not exist.");
}

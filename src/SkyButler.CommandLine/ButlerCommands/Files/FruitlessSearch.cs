using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>Searches that may find nothing: as with the original, that is an error where one type was asked for by its name.</summary>
internal static class FruitlessSearch
{
    /// <summary>The search, without a warning of the only type, of which the error speaks.</summary>
    public static AllDatasetsQuery Prepared(AllDatasetsQuery search, IReadOnlyList<string> types) =>
        Only(types) is null ? search : search with { OnMissingTypes = static _ => { } };

    /// <summary>Refuses to go on where the only type that was asked for has no datasets.</summary>
    /// <exception cref="DatasetNotFoundException">So it is.</exception>
    public static void RequireGlob(IReadOnlyList<string> types, string consequence)
    {
        if (Only(types) is { } only)
            throw new DatasetNotFoundException($"No datasets of type '{only}' were found; {consequence}. See 'butler query-dataset-types' and 'butler query-datasets'.");
    }

    private static string? Only(IReadOnlyList<string> types) => types is [var only] && !Glob.IsPattern(only) ? only : null;
}

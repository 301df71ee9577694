using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Files;

/// <summary>All repositories among the golden files: folders with a configuration and a database.</summary>
internal static class GoldenRepositories
{
    /// <summary>Names below the golden folder; none where there is no such folder.</summary>
    public static IReadOnlyList<string> Names()
    {
        try
        {
            var root = SharedFiles.Golden(".");
            return [.. Directory.EnumerateFiles(root, "butler.yaml", SearchOption.AllDirectories)
                .Select(f => Path.GetDirectoryName(f)!)
                .Where(f => File.Exists(Path.Combine(f, "gen3.sqlite3")))
                .Select(f => Path.GetRelativePath(root, f))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e.GetType().Name == "SkipException")
        {
            return [];
        }
    }
}

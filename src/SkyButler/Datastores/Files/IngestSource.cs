using SkyButler.Resources;

namespace SkyButler.Datastores.Files;

/// <summary>Where files lie that are to be taken in.</summary>
internal static class IngestSource
{
    /// <summary>The place of a file; relative ones begin at the datastore's root.</summary>
    public static ResourcePath Of(FileDataset file, ResourcePath root) => file.Resource ?? Parse(file.Path, root);

    // A name of a local file is taken literally where there is such a file, whatever characters it has.
    private static ResourcePath Parse(string path, ResourcePath root)
    {
        var isPlain = !path.Contains("://", StringComparison.Ordinal) && path.AsSpan().IndexOfAny('#', '%') >= 0;
        if (isPlain && root.IsLocal && Path.Combine(root.LocalPath, path) is var literal && File.Exists(literal))
            return ResourcePath.FromLocalPath(literal);
        return ResourcePath.Parse(path, root, EnvironmentVariables.Process);
    }
}

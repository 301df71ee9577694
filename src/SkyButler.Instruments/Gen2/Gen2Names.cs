namespace SkyButler.Instruments.Gen2;

/// <summary>Names of collections for what had none.</summary>
internal static class Gen2Names
{
    private const string Reruns = "rerun/";
    private const string Private = "private/";
    private const string Shared = "shared/";

    /// <summary>The chain of a rerun: <c>rerun/private/ann/x</c> is <c>u/ann/x</c>, <c>rerun/shared/x</c> and <c>rerun/x</c> are <c>INSTRUMENT/runs/x</c>.</summary>
    public static string Rerun(string root, string rerun, string instrument)
    {
        var path = Path.GetRelativePath(root, rerun);
        // One that lies elsewhere has the name of its folder.
        if (path.StartsWith("..", StringComparison.Ordinal))
            path = Path.GetFileName(rerun);
        if (path.StartsWith(Reruns, StringComparison.Ordinal))
            path = path[Reruns.Length..];
        if (path.StartsWith(Private, StringComparison.Ordinal))
            return $"u/{path[Private.Length..]}";
        return $"{instrument}/runs/{(path.StartsWith(Shared, StringComparison.Ordinal) ? path[Shared.Length..] : path)}";
    }
}

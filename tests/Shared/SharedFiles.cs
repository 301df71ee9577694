namespace SkyButler.Tests.Shared;

/// <summary>
/// Files that this project did not make (repositories, headers, images), which lie outside the checkout.
/// A test that asks for one that is absent is skipped, with the reason.
/// </summary>
internal static class SharedFiles
{
    private const string GoldenVariable = "SKYBUTLER_GOLDEN";
    private const string DataVariable = "SKYBUTLER_DATA";

    /// <summary>Absolute path of a file or folder among the golden repositories and answers.</summary>
    public static string Golden(string relative) => Find(GoldenVariable, "golden", relative);

    /// <summary>Absolute path of a file or folder among the test data.</summary>
    public static string Data(string relative) => Find(DataVariable, "data", relative);

    /// <summary>
    /// Copies a golden repository into a fresh folder, all files writable. Its name is kept, and <paramref name="beside"/>
    /// names other golden folders to be copied next to it, for links between them to hold.
    /// </summary>
    public static TemporaryDirectory CopyGolden(string name, params string[] beside)
    {
        var source = Golden(name);
        var sources = beside.Select(other => (Source: Golden(other), Name: other)).ToList();
        var copy = new TemporaryDirectory(Path.GetFileName(name));
        CopyFolder(source, copy.Path);
        foreach (var other in sources)
            CopyFolder(other.Source, Path.Combine(Path.GetDirectoryName(copy.Path)!, other.Name));
        return copy;
    }

    private static string Find(string variable, string folder, string relative)
    {
        var root = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : BesideCheckout(folder);
        var path = root is null ? null : Path.GetFullPath(Path.Combine(root, relative));
        if (path is null || !Path.Exists(path))
            Assert.Skip($"'{relative}' is not in the shared {folder} files ({root ?? "none beside the checkout"}): name their folder by {variable}");
        return path!;
    }

    // The folder lies beside the checkout, or beside the folder that holds a linked work tree.
    private static string? BesideCheckout(string folder)
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "SkyButler.slnx")))
            checkout = checkout.Parent;
        string[] candidates = [Path.Combine("..", "shared", folder), Path.Combine("..", "..", "shared", folder)];
        return checkout is null ? null : candidates
            .Select(candidate => Path.GetFullPath(Path.Combine(checkout.FullName, candidate)))
            .FirstOrDefault(Directory.Exists);
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(path, link);
            else if (entry is DirectoryInfo)
                CopyFolder(entry.FullName, path);
            else
                CopyFile(entry.FullName, path);
        }
    }

    private static void CopyFile(string source, string target)
    {
        File.Copy(source, target);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, File.GetUnixFileMode(target) | UnixFileMode.UserWrite);
    }
}

namespace SkyButler.Tests.Shared;

/// <summary>A fresh folder that goes away, with all it holds, when disposed.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("skybutler-test-").FullName;

    /// <summary>Makes an empty folder.</summary>
    public TemporaryDirectory() => Path = root;

    /// <summary>Makes a folder of a given name inside a fresh one, so that neighbours can be put beside it.</summary>
    public TemporaryDirectory(string name)
    {
        Path = System.IO.Path.Combine(root, name);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Absolute path of something inside the folder.</summary>
    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (!Directory.Exists(root))
            return;
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories))
        {
            // A test may have taken write permission away; deleting needs it back.
            if (!OperatingSystem.IsWindows() && new DirectoryInfo(folder).LinkTarget is null)
                System.IO.File.SetUnixFileMode(folder, System.IO.File.GetUnixFileMode(folder) | UnixFileMode.UserWrite);
        }
        Directory.Delete(root, recursive: true);
    }
}

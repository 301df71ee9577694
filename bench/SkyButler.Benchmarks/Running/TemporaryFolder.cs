using System.Globalization;

namespace SkyButler.Benchmarks.Running;

/// <summary>A folder for the files of one run; it goes with all its content.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private int aside;

    /// <summary>Makes the folder.</summary>
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("skybutler-bench-").FullName;

    /// <summary>Where it is.</summary>
    public string Root { get; }

    /// <summary>A name in it, of which whatever lay there is gone: put aside, as a file system that has just deleted many files is slow to make others.</summary>
    public string Fresh(string name)
    {
        var path = Path.Combine(Root, name);
        if (Directory.Exists(path))
            Directory.Move(path, Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "aside")).FullName, (++aside).ToString(CultureInfo.InvariantCulture)));
        return path;
    }

    /// <summary>A copy of a folder, under a new name.</summary>
    public string Copy(string source, string name)
    {
        var target = Fresh(name);
        Directory.CreateDirectory(target);
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
        return target;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Root, recursive: true);
}

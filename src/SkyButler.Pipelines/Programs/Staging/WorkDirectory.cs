using System.Globalization;
using SkyButler.Pipelines.Programs.Templates;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>The directory of one quantum, in which its program is started: nobody else's, so that programs may give files the names that they like.</summary>
internal sealed class WorkDirectory
{
    private const string Variable = "SKYBUTLER_SCRATCH";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string root;

    private WorkDirectory(string root, string path) => (this.root, Path) = (root, path);

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes the directory: <c>ROOT/RUN/LABEL/DATA-ID/QUANTUM</c>.</summary>
    /// <exception cref="ProgramException">It can't be made.</exception>
    public static WorkDirectory Make(string? given, string run, string label, string dataId, Guid quantum)
    {
        var root = given ?? EnvironmentVariables.Process[Variable] ?? Usual();
        try
        {
            root = System.IO.Path.GetFullPath(root);
            var folder = System.IO.Path.Combine([root, .. run.Split('/').Select(ArgumentSafety.Slug), ArgumentSafety.Slug(label), ArgumentSafety.Slug(dataId)]);
            Directory.CreateDirectory(folder);
            // What an earlier attempt left may still be written to.
            for (var attempt = 1; ; attempt++)
            {
                var path = System.IO.Path.Combine(folder, attempt == 1 ? quantum.ToString() : string.Create(CultureInfo.InvariantCulture, $"{quantum}-{attempt}"));
                if (System.IO.Path.Exists(path))
                    continue;
                Directory.CreateDirectory(path);
                return new WorkDirectory(root, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProgramException($"No directory for a program can be made in '{root}': {e.Message.ReplaceLineEndings(" ")} Name another folder by 'directory' or {Variable}.", e);
        }
    }

    /// <summary>The full path of a file in the directory.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the directory, and those above it that are empty.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            for (var folder = System.IO.Path.GetDirectoryName(Path)!; folder.Length > root.Length; folder = System.IO.Path.GetDirectoryName(folder)!)
                Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another quantum's is still there.
        }
    }

    // Others can neither look into it nor put anything there.
    private static string Usual()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "skybutler-" + ArgumentSafety.Slug(Environment.UserName));
        if (OperatingSystem.IsWindows())
            return path;
        var folder = Directory.CreateDirectory(path, OwnerOnly);
        return folder.LinkTarget is null && folder.UnixFileMode == OwnerOnly
            ? path
            : throw new ProgramException($"The folder '{path}' is not this user's alone; remove it, or name another by 'directory' or {Variable}.");
    }
}

using System.Globalization;
using SkyButler.Pipelines.Programs.Templates;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

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

    /// <summary>Makes the directory: <c>ROOT/skybutler-USER/RUN/LABEL/DATA-ID/QUANTUM</c>.</summary>
    /// <exception cref="ProgramException">It can't be made.</exception>
    public static WorkDirectory Make(string? given, string run, string label, string dataId, Guid quantum)
    {
        var root = System.IO.Path.GetFullPath(given ?? EnvironmentVariables.Process[Variable] ?? System.IO.Path.GetTempPath());
        try
        {
            var own = Own(root);
            var folder = System.IO.Path.Combine([own, .. run.Split('/').Select(ArgumentSafety.Slug), ArgumentSafety.Slug(label), ArgumentSafety.Slug(dataId)]);
            for (var attempt = 1; ; attempt++)
            {
                // What an earlier attempt left may still be written to.
                var path = System.IO.Path.Combine(folder, attempt == 1 ? quantum.ToString() : string.Create(CultureInfo.InvariantCulture, $"{quantum}-{attempt}"));
                if (System.IO.Path.Exists(path))
                    continue;
                Create(path);
                return new WorkDirectory(own, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProgramException($"No directory for a program can be made in '{root}': {e.Message.ReplaceLineEndings(" ")} Name another folder by 'directory' or {Variable}.", e);
        }
    }

    /// <summary>The full path of a file in the directory.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the directory, and those above it that are empty; tells why that can't be, or null.</summary>
    public string? Remove()
    {
        try
        {
            Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }

        try
        {
            for (var folder = System.IO.Path.GetDirectoryName(Path)!; folder.Length > root.Length; folder = System.IO.Path.GetDirectoryName(folder)!)
                Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another quantum's is still there.
        }

        return null;
    }

    private void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows())
        {
            // Programs leave folders that nobody may write to, not even to delete what is in them.
            var open = new Stack<string>([Path]);
            while (open.TryPop(out var folder))
            {
                System.IO.File.SetUnixFileMode(folder, OwnerOnly);
                foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null))
                    open.Push(inner.FullName);
            }

            Directory.Delete(Path, recursive: true);
        }
    }

    // Whoever removes the last of several directories takes the empty folders above along, which may be between two steps of this.
    private static void Create(string path)
    {
        const int most = 100;
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(path);
                return;
            }
            catch (DirectoryNotFoundException) when (tries < most)
            {
                // Once more from the top.
            }
        }
    }

    // Others can neither look into it nor put anything there, and may have folders of their own beside it.
    private static string Own(string root)
    {
        Directory.CreateDirectory(root);
        var path = System.IO.Path.Combine(root, "skybutler-" + ArgumentSafety.Slug(Environment.UserName));
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path).FullName;
        var folder = Directory.CreateDirectory(path, OwnerOnly);
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        return folder.LinkTarget is null && (folder.UnixFileMode & others) == 0 && !FileOwners.IsOfAnother(path)
            ? path
            : throw new ProgramException($"The folder '{path}' is not this user's alone; remove it, or name another place by 'directory' or {Variable}.");
    }
}

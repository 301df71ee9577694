namespace SkyButler.Pipelines.Programs.Running;

/// <summary>Finds the files of programs.</summary>
internal static class ProgramSearch
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file of a program: of a name, the first in the folders of a search path; of a path, itself, seen from the working directory.</summary>
    /// <exception cref="ProgramException">There is none, or it can't be executed.</exception>
    public static string Find(string name, string searchPath)
    {
        if (name.Length == 0)
            throw new ProgramException("The name of the program is empty; give one as the first of 'command'.");
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(name);
            return !File.Exists(path) ? throw new ProgramException($"There is no program '{path}'; correct 'command'.")
                : IsExecutable(path) ? path
                : throw new ProgramException($"The program '{path}' can't be executed; make it executable by chmod +x.");
        }

        var folders = searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(f => Path.GetFullPath(Path.Combine(f, name))).FirstOrDefault(p => File.Exists(p) && IsExecutable(p)) ?? throw new ProgramException(
            $"There is no program '{name}' in {(folders.Length > 0 ? string.Join(", ", folders) : "PATH, which is empty")}; install it, or give its path in 'command'.");
    }

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0;
}

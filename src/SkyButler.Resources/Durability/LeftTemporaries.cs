using System.Globalization;

namespace SkyButler.Resources.Durability;

/// <summary>
/// Temporary files and folders of processes that were killed. Their names tell machine, boot, the space of process numbers (containers have their
/// own), number and start of the process; where one can't be judged by these, what it made stays.
/// </summary>
/// <param name="folder">Where they are.</param>
internal sealed class LeftTemporaries(string folder)
{
    /// <summary>How names of folders for copies of remote files begin, as the original's do.</summary>
    public const string CachePrefix = "butler-cache-dir-";

    /// <summary>How all other names begin.</summary>
    public const string UsualPrefix = "skybutler-";

    private const char Divider = '~';
    private const int Fields = 6;

    // Others use the folder too, and nobody wants to wait for a cleaning.
    private const int MostLookedAt = 20_000;
    private const int MostRemoved = 200;

    private static readonly string[] Prefixes = [CachePrefix, UsualPrefix];

    // Numbers of processes of another container mean others here.
    private static readonly string Space = SpaceOfNumbers();

    /// <summary>A name that nobody has, of this process.</summary>
    public static string NewName(string prefix) => prefix + NameOf(ProcessIdentity.Current);

    /// <summary>Removes what is left there, some of it where it is much.</summary>
    public void Remove()
    {
        try
        {
            foreach (var left in Directory.EnumerateFileSystemEntries(folder).Take(MostLookedAt).Where(IsLeft).Take(MostRemoved).ToList())
                Remove(left);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever makes something there hears what is wrong with the folder.
        }
    }

    /// <summary>What a name says after its beginning.</summary>
    internal static string NameOf(ProcessIdentity process) => string.Join(
        Divider, process.Host, process.Boot, Space, process.ProcessId.ToString(CultureInfo.InvariantCulture), process.Started, Guid.NewGuid().ToString("N"));

    private static bool IsLeft(string path)
    {
        var name = Path.GetFileName(path);
        if (Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is not { } beginning)
            return false;
        var here = ProcessIdentity.Current;
        return name[beginning.Length..].Split(Divider) is { Length: Fields } parts
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && new ProcessIdentity(parts[0], parts[1], number, parts[4]) is { Boot.Length: > 0, Started.Length: > 0 } process
            && process.Host == here.Host && (process.Boot != here.Boot || parts[2] == Space) && !process.IsKnownToRun
            && NativeFiles.Look(path)?.Owner == NativeFiles.User();
    }

    private static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody else does the same now, or may have it.
        }
    }

    private static string SpaceOfNumbers()
    {
        try
        {
            return string.Concat((new FileInfo("/proc/self/ns/pid").LinkTarget ?? "").Where(char.IsAsciiDigit));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

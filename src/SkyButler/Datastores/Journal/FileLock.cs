using SkyButler.Resources;

namespace SkyButler.Datastores.Journal;

/// <summary>An advisory lock on a file, which the kernel lets go when its process ends, however it ends.</summary>
internal static class FileLock
{
    // What systems say of a file that somebody else has locked: Linux, macOS, Windows.
    private static readonly int[] Taken = [11, 35, 32];

    /// <summary>Takes the lock, making the file if need be; null where somebody else has it.</summary>
    /// <exception cref="ResourceException">The file can't be opened for another reason.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            // Without sharing, .NET locks the file by flock().
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ResourceException($"Cannot write {path}: {e.Message} Check the permissions of the repository.", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new ResourceException($"Cannot write {path}: its folder was removed. Try again.", e);
        }
        catch (IOException e) when (Taken.Contains(e.HResult & 0xFFFF))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new ResourceException($"Cannot write {path}: {e.Message}", e);
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace SkyButler.Datastores.Journal;

/// <summary>The file of one journal entry after the other: to make and remove a file for each takes longer than all else that a small write needs of the disk.</summary>
/// <param name="path">Where it is.</param>
/// <param name="handle">The file, open for writing.</param>
internal sealed class EntryFile(string path, SafeFileHandle handle)
{
    private long length;

    /// <summary>False where somebody removed the file, and nobody would see what is written.</summary>
    public bool IsThere => File.Exists(path);

    /// <summary>Makes the file.</summary>
    public static EntryFile Make(string path) => new(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Writes an entry. Whoever is killed at it leaves one without its end, or with a tail that makes it none: nothing has been placed yet.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        RandomAccess.Write(handle, content, 0);
        if (content.Length < length)
            RandomAccess.SetLength(handle, content.Length);
        length = content.Length;
    }

    /// <summary>
    /// Ends the entry: without its first letter it is none. Shorter than to cut the file, which gives its space back and takes it again. False where
    /// the disk has no room even for that, as on file systems that never write in place.
    /// </summary>
    public bool TryBlank()
    {
        try
        {
            RandomAccess.Write(handle, "\n"u8, 0);
            return true;
        }
        catch (IOException)
        {
            // Then the file goes, as its caller sees to.
            return false;
        }
    }

    /// <summary>Removes the file.</summary>
    public void Remove()
    {
        handle.Dispose();
        File.Delete(path);
    }
}

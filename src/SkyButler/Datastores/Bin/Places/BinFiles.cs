using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>Small files of the bin: whole, or not there.</summary>
internal static class BinFiles
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Write(path, e);
        }
    }

    /// <summary>Has the names in some folders outlast a power loss.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static void FlushNames(IReadOnlyCollection<string> folders)
    {
        try
        {
            DurableFlush.Flush(folders, folders);
        }
        catch (ResourceException e)
        {
            throw BinException.Write(folders.First(), e);
        }
    }

    /// <summary>The files of a folder whose names match, by name; none where there is no such folder.</summary>
    /// <exception cref="BinException">It can't be read.</exception>
    public static IReadOnlyList<string> List(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Read(folder, e);
        }
    }

    /// <summary>The content of a file; null where there is none.</summary>
    /// <exception cref="BinException">It can't be read.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Read(path, e);
        }
    }

    /// <summary>Deletes a file, if it is there.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone with its folder.
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Write(path, e);
        }
    }
}

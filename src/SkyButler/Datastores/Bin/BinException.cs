namespace SkyButler.Datastores.Bin;

/// <summary>What is removed can't be kept in the bin, or what is kept can't be read.</summary>
public sealed class BinException(string message, Exception? inner = null) : DatastoreException(message, inner)
{
    /// <summary>What to do about a bin that can't be written.</summary>
    private const string Advice = "Mend this, or remove without keeping: --no-undo, or skybutler.undo.gigabytes: 0 in butler.yaml.";

    /// <summary>The bin can't be written.</summary>
    internal static BinException Write(string path, Exception e) => new($"What is removed can't be kept in {path}: {e.Message} {Advice}", e);

    /// <summary>What is kept can't be deleted.</summary>
    internal static BinException Drop(string path, Exception e) =>
        new($"What is kept of an earlier removal in {path} can't be deleted: {e.Message} Remove this folder by hand.", e);

    /// <summary>The bin can't be read.</summary>
    internal static BinException Read(string path, Exception e) => new($"The bin's {path} can't be read: {e.Message} Check its permissions.", e);

    /// <summary>Whether an error is one of a disk.</summary>
    internal static bool IsOfDisk(Exception e) => e is IOException or UnauthorizedAccessException;
}

using SkyButler.Resources.Durability;

namespace SkyButler.Resources.Transfers;

/// <summary>Puts one local file at another local name.</summary>
internal static class LocalTransfer
{
    // Below this, handing the copy to another thread costs more than the copy.
    private const long SmallFile = 1 << 18;

    public static bool IsPossible(TransferMode mode) => mode is TransferMode.Copy or TransferMode.Move or TransferMode.Link
        or TransferMode.Hardlink or TransferMode.Symlink or TransferMode.RelSymlink;

    /// <summary>Whether the mode leaves content that this process wrote.</summary>
    public static bool NeedsFlush(TransferMode mode) => mode is TransferMode.Copy;

    /// <summary>Makes the file; a move is made as a hard link or copy here, and its source is removed by the caller later.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Its other name.</param>
    /// <param name="mode">How it is made.</param>
    /// <param name="size">The size of the file in bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async ValueTask PlaceAsync(string source, string target, TransferMode mode, long size, CancellationToken cancellationToken)
    {
        try
        {
            switch (mode)
            {
                case TransferMode.Copy:
                    await CopyAsync(source, target, size, cancellationToken).ConfigureAwait(false);
                    break;
                // A link that is moved is made a file of its own: a relative one would lead nowhere from its new place.
                case TransferMode.Move when new FileInfo(source).LinkTarget is not null || !NativeFiles.TryHardLink(source, target):
                    await CopyAsync(source, target, size, cancellationToken).ConfigureAwait(false);
                    NativeFiles.Flush(target);
                    break;
                case TransferMode.Link when !NativeFiles.TryHardLink(FinalTarget(source), target):
                    File.CreateSymbolicLink(target, source);
                    break;
                case TransferMode.Hardlink when !NativeFiles.TryHardLink(FinalTarget(source), target):
                    throw new ResourceException($"Cannot make a hard link to {source}: it is on another file system, or links are not allowed; use 'link' or 'copy'.");
                case TransferMode.Symlink:
                    File.CreateSymbolicLink(target, source);
                    break;
                case TransferMode.RelSymlink:
                    File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
                    break;
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException and not ResourceException))
        {
            throw new ResourceException($"Cannot {mode.ToName()} {source}: {error.Message}", error);
        }
    }

    // The copying call of .NET lets the kernel share or copy the blocks, and keeps the permission bits.
    private static ValueTask CopyAsync(string source, string target, long size, CancellationToken cancellationToken)
    {
        if (size > SmallFile)
            return new(Task.Run(() => File.Copy(source, target), cancellationToken));
        File.Copy(source, target);
        return default;
    }

    // A hard link to a symbolic link would be one more symbolic link; users mean the file.
    private static string FinalTarget(string source) =>
        new FileInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source;
}

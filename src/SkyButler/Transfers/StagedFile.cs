using SkyButler.Resources;
using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers;

/// <summary>Files that are written as a part of a batch.</summary>
internal static class StagedFile
{
    private const int BufferSize = 1 << 17;

    /// <summary>Writes one.</summary>
    /// <exception cref="ResourceException">It can't be written: its disk is full, say.</exception>
    public static async Task WriteAsync(IWriteBatch batch, ResourcePath target, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            var name = await batch.StageAsync(target, cancellationToken).ConfigureAwait(false);
            var file = new FileStream(name, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, useAsync: true);
            await using (file.ConfigureAwait(false))
                await write(file).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not ResourceException)
        {
            throw new ResourceException($"Cannot write {target.DisplayName}: {e.Message}", e);
        }
    }
}

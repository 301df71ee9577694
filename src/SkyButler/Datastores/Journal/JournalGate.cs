using SkyButler.Resources;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// Lets one process at a time begin an entry or clean up, by an advisory lock on a file: so that whoever cleans sees all entries of
/// those who are about to write.
/// </summary>
internal static class JournalGate
{
    private const string Name = "gate";
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the gate; disposing the result opens it for the next.</summary>
    public static async ValueTask<IDisposable> EnterAsync(string folder, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            if (FileLock.TryTake(Path.Combine(folder, Name)) is { } held)
                return held;
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the folder of the journal.</summary>
    public static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot write to the repository: the folder {folder} can't be made ({e.Message}). Check its permissions.", e);
        }
    }
}

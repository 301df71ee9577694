using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// Waits for writers that were killed a moment ago: until the kernel has ended their threads they hold their locks, and what they leave can't be
/// cleaned up by the one who is started in their place.
/// </summary>
internal static class EndingWriters
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Returns when none is left among those of a journal's folder, or after ten seconds: a disk that hangs holds its writers.</summary>
    public static async Task WaitAsync(string folder, CancellationToken cancellationToken)
    {
        var left = Longest;
        foreach (var writer in await WritersAsync(folder, cancellationToken).ConfigureAwait(false))
            for (; left > TimeSpan.Zero && writer.IsEnding; left -= Step)
                await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlySet<ProcessIdentity>> WritersAsync(string folder, CancellationToken cancellationToken)
    {
        var writers = new HashSet<ProcessIdentity>();
        foreach (var file in Directory.EnumerateFiles(folder, "*" + WriteJournal.EntryExtension))
        {
            try
            {
                if (await File.ReadLinesAsync(file, cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } line && JournalContent.ParseWriter(line) is { } writer)
                    writers.Add(writer);
            }
            catch (FileNotFoundException)
            {
                // Closed meanwhile.
            }
        }

        return writers;
    }
}

namespace SkyButler.Resources.Transfers.Copying;

/// <summary>Counts what was copied, and tells of it.</summary>
internal sealed class CopyTally
{
    private readonly IProgress<CopyProgress>? _progress;
    private readonly Lock _lock = new();

    public CopyTally(IProgress<CopyProgress>? progress) => _progress = progress;

    /// <summary>What was done so far.</summary>
    public CopyProgress Done { get; private set; }

    /// <summary>Files got their names.</summary>
    public void Add(long files, long bytes) => Count(files, bytes, 0);

    /// <summary>A file was there.</summary>
    public void Skip(long bytes) => Count(1, bytes, 1);

    private void Count(long files, long bytes, long skipped)
    {
        if (files == 0)
            return;
        lock (_lock)
        {
            Done = new(Done.Files + files, Done.Bytes + bytes, Done.Skipped + skipped);
            _progress?.Report(Done);
        }
    }
}

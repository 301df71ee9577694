namespace SkyButler;

/// <summary>Counts the pieces of some work, on any thread, and tells who wants to know.</summary>
internal sealed class ProgressCount(IProgress<WorkProgress>? listener, string work, long total)
{
    private long done;

    /// <summary>Notes that pieces are done.</summary>
    public void Add(long count = 1)
    {
        if (listener is not null)
            listener.Report(new(work, Interlocked.Add(ref done, count), total));
    }
}

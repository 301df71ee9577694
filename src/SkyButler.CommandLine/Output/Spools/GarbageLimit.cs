namespace SkyButler.CommandLine.Output.Spools;

/// <summary>
/// Keeps the memory of a long listing small. By itself the runtime looks for garbage only when there is as much of it as the processor's cache
/// is large, which can be hundreds of megabytes.
/// </summary>
internal sealed class GarbageLimit
{
    // Some ten megabytes of garbage, which take a millisecond or two to be found.
    private const int Rows = 20_000;
    private int count;

    /// <summary>Notes that a row was handled.</summary>
    public void Note()
    {
        if (++count % Rows == 0)
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
    }
}

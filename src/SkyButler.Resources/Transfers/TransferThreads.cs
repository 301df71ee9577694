namespace SkyButler.Resources.Transfers;

/// <summary>How many files travel at a time.</summary>
public static class TransferThreads
{
    private const int Fewest = 8;
    private const int Most = 16;
    private const int LooksForEach = 4;
    private const int MostLooks = 64;

    /// <summary>
    /// How many travel over a network when nobody says: two more than there are processors, since they wait for answers mostly; at least eight, at
    /// most sixteen.
    /// </summary>
    public static int Default { get; } = Math.Clamp(Environment.ProcessorCount + 2, Fewest, Most);

    /// <summary>The number that was asked for, or the usual one.</summary>
    public static int Of(int? asked) => Math.Max(1, asked ?? Default);

    /// <summary>How many files are looked at, or removed, at a time where so many travel.</summary>
    public static int Looks(int? asked) => Math.Min(LooksForEach * Of(asked), MostLooks);
}

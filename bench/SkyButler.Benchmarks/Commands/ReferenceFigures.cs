namespace SkyButler.Benchmarks.Commands;

/// <summary>
/// The reference implementation's times (lsst.daf.butler 30.2026.3400 on Python 3.14, two cores, SQLite, local disk, warm files), each for
/// the whole work that is measured here. They were taken on one machine on one day: read them as sizes.
/// </summary>
internal static class ReferenceFigures
{
    public const long Mebibyte = 1024 * 1024;

    public static readonly TimeSpan Help = TimeSpan.FromSeconds(1.5);
    public const long HelpMemory = 165 * Mebibyte;

    public static readonly TimeSpan SmallQuery = TimeSpan.FromSeconds(1.6);
    public const long SmallQueryMemory = 170 * Mebibyte;

    public static readonly TimeSpan IngestDirect = TimeSpan.FromSeconds(4.6);
    public static readonly TimeSpan IngestCopy = TimeSpan.FromSeconds(IngestFiles.Count / 1900.0);
    public const long IngestMemory = 220 * Mebibyte;

    public static readonly TimeSpan PutEach = TimeSpan.FromMilliseconds(4.9);
    public static readonly TimeSpan PutTogether = TimeSpan.FromMilliseconds(3.1);
    public static readonly TimeSpan GetByReference = TimeSpan.FromMilliseconds(0.75);
    public static readonly TimeSpan GetByName = TimeSpan.FromMilliseconds(4.3);

    public static readonly TimeSpan Register = TimeSpan.FromSeconds(Registration.Count / 7000.0);

    public static readonly TimeSpan ListAll = TimeSpan.FromSeconds(2.5);
    public const long ListAllMemory = 384 * Mebibyte;
    public static readonly TimeSpan ListDays = TimeSpan.FromSeconds(0.22);
    public static readonly TimeSpan ListDetector = TimeSpan.FromMilliseconds(27);
    public static readonly TimeSpan ListExposure = TimeSpan.FromMilliseconds(4.7);
    public static readonly TimeSpan ListBand = TimeSpan.FromSeconds(0.15);
    public static readonly TimeSpan ListBandWithRecords = TimeSpan.FromSeconds(0.38);
    public static readonly TimeSpan ListOrdered = TimeSpan.FromMilliseconds(5);

    public static readonly TimeSpan JoinVisitDetectorPatch = TimeSpan.FromSeconds(1.06);
    public static readonly TimeSpan JoinVisitPatch = TimeSpan.FromMilliseconds(94);
    public static readonly TimeSpan JoinVisitTract = TimeSpan.FromMilliseconds(6);
    public static readonly TimeSpan InsertVisits = TimeSpan.FromSeconds(0.40);
    public static readonly TimeSpan InsertPatches = TimeSpan.FromSeconds(0.27);

    public static readonly TimeSpan Graph = TimeSpan.FromSeconds(6.9);
    public const long GraphMemory = 347 * Mebibyte;
    public static readonly TimeSpan LargeGraph = TimeSpan.FromSeconds(35);
    public static readonly TimeSpan Run = TimeSpan.FromSeconds(7.7);
    public static readonly TimeSpan LongRun = TimeSpan.FromSeconds(28);

    // The quicker of its two ways to make processes.
    public static readonly TimeSpan ParallelRun = TimeSpan.FromSeconds(21);

    /// <summary>pyarrow's times for five million rows of nine columns with Snappy.</summary>
    public static readonly TimeSpan ParquetWrite = TimeSpan.FromSeconds(0.9);
    public static readonly TimeSpan ParquetRead = TimeSpan.FromSeconds(1.6);
    public static readonly TimeSpan ParquetReadTwo = TimeSpan.FromSeconds(0.14);
}

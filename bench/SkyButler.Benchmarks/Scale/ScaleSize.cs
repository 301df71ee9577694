namespace SkyButler.Benchmarks.Scale;

/// <summary>How large a generated repository is. Everything in it follows from the number of datasets that is asked for.</summary>
internal sealed record ScaleSize
{
    public const int Detectors = 190;
    public const int Filters = 6;

    /// <summary>Kinds of datasets that each of two campaigns makes of each visit and detector.</summary>
    public const int Products = 5;
    public const int Campaigns = 2;

    /// <summary>Runs of each campaign, each with neighbouring visits.</summary>
    public const int RunsOfCampaign = 750;
    public const int Epochs = 40;
    public const int CalibrationCollections = 20;
    public const int TaggedCollections = 200;
    public const int VisitsOfTag = 5;

    /// <summary>Runs of each campaign in the long chain.</summary>
    public const int RunsInChain = 300;
    public const int SmallChains = 236;
    private const int DatasetsOfVisit = Detectors * (1 + (Campaigns * Products));
    private const int Least = 100_000;

    /// <summary>A repository of at least so many datasets.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are too few to fill the collections.</exception>
    public ScaleSize(long datasets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(datasets, Least);
        Visits = (datasets - Calibrations + DatasetsOfVisit - 1) / DatasetsOfVisit;
    }

    /// <summary>Visits, and exposures.</summary>
    public long Visits { get; }

    /// <summary>Biases, darks and flats.</summary>
    public static long Calibrations => (long)Epochs * (2 + Filters) * Detectors;

    public long Raws => Visits * Detectors;

    /// <summary>What the campaigns made.</summary>
    public long Processed => Raws * Campaigns * Products;

    public long Datasets => Raws + Processed + Calibrations;

    /// <summary>Raws, calibrations and campaigns have runs; a chain each for runs, calibrations and everything.</summary>
    public static int Collections => 1 + Epochs + (Campaigns * RunsOfCampaign) + TaggedCollections + CalibrationCollections + SmallChains + 3;
}

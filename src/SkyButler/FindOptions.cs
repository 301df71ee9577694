using SkyButler.Dimensions.Times;

namespace SkyButler;

/// <summary>How a dataset is found, and with what it comes.</summary>
public sealed record FindOptions
{
    /// <summary>Collections to search in order, chains allowed; null for the default ones.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>
    /// For calibrations the time that their validity must overlap; null: what the data ID's further temporal dimensions say, all of time
    /// without any. Other datasets are found whatever it is.
    /// </summary>
    public Timespan? Timespan { get; init; }

    /// <summary>The storage class as which the dataset shall be read; null for its own.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Whether its data ID comes with implied values and dimension records.</summary>
    public bool WithRecords { get; init; }
}

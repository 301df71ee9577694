using SkyButler.Datasets;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>A search for datasets of one type, with its collections looked up and those that can't have any left out.</summary>
/// <param name="Tables">The dataset type, and where its datasets are.</param>
/// <param name="Collections">Collections other than chains, in search order.</param>
/// <param name="Messages">Why collections were left out.</param>
internal sealed record DatasetSearch(DatasetTypeTables Tables, IReadOnlyList<CollectionRecord> Collections, IReadOnlyList<string> Messages)
{
    public DatasetType Type => Tables.Type;

    /// <summary>How many of all runs that may have the type were looked at, those among them that conditions leave out.</summary>
    public int RunsOfType { get; init; }

    public bool IsEmpty => Collections.Count == 0;

    /// <summary>Collections whose members are valid for a range of time.</summary>
    public IEnumerable<CollectionRecord> Calibrations => Collections.Where(c => c.Type == CollectionType.Calibration);

    /// <summary>Runs and tagged collections.</summary>
    public IEnumerable<CollectionRecord> Members => Collections.Where(c => c.Type != CollectionType.Calibration);

    /// <summary>Whether validity in time matters.</summary>
    public bool HasCalibrations => Collections.Any(c => c.Type == CollectionType.Calibration);

    /// <summary>Whether the collection in which a dataset is found is the run that holds it.</summary>
    public bool OnlyRuns => Collections.All(c => c.Type == CollectionType.Run);

    /// <summary>Whether a data ID may be found more than once.</summary>
    public bool FindsRepeatedly => Collections.Count > 1 || HasCalibrations;
}

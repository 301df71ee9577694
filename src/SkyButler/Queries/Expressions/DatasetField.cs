namespace SkyButler.Queries.Expressions;

/// <summary>What a condition can ask of the datasets that a search finds.</summary>
internal enum DatasetField
{
    /// <summary>Identifier.</summary>
    DatasetId,

    /// <summary>Name of the run that holds the dataset.</summary>
    Run,

    /// <summary>Name of the collection in which the search found it.</summary>
    Collection,

    /// <summary>When it was registered.</summary>
    IngestDate,

    /// <summary>Validity in the collection; all of time outside calibration collections.</summary>
    Timespan,
}

namespace SkyButler.Datasets;

/// <summary>How the identifier of a new dataset is made.</summary>
public enum DatasetIdMode
{
    /// <summary>A new one each time, ordered by time (UUID version 7). UNIQUE in the original.</summary>
    Unique,

    /// <summary>The same for the same type and data ID (UUID version 5). DATAID_TYPE in the original.</summary>
    DataIdType,

    /// <summary>The same for the same type, run and data ID (UUID version 5). DATAID_TYPE_RUN in the original.</summary>
    DataIdTypeRun,
}

namespace SkyButler.Datastores;

/// <summary>What is known of a dataset.</summary>
[Flags]
public enum DatasetExistence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The registry has it.</summary>
    Recorded = 1,

    /// <summary>The datastore has records of it.</summary>
    Datastore = 2,

    /// <summary>Its file is there.</summary>
    Artifact = 4,
}

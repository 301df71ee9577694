namespace SkyButler.Datasets;

/// <summary>An object that is to be stored.</summary>
/// <param name="Value">The object, of the dataset type's storage class or one that is converted to it.</param>
/// <param name="Dataset">The reference under which it is stored.</param>
public readonly record struct DatasetPut(object Value, DatasetRef Dataset)
{
    /// <summary>What made it.</summary>
    public DatasetProvenance Provenance { get; init; } = DatasetProvenance.Unknown;
}

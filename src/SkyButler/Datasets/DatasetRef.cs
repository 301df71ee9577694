using SkyButler.Dimensions.DataIds;

namespace SkyButler.Datasets;

/// <summary>One dataset: its type, its data ID, the run that holds it, and its identifier. Equality is by identifier and type name.</summary>
public sealed class DatasetRef : IEquatable<DatasetRef>
{
    /// <summary>Makes a reference.</summary>
    public DatasetRef(DatasetType datasetType, DataCoordinate dataId, string run, Guid id)
    {
        DatasetType = datasetType;
        DataId = dataId;
        Run = run;
        Id = id;
    }

    /// <summary>What kind of dataset it is.</summary>
    public DatasetType DatasetType { get; }

    /// <summary>Which one it is.</summary>
    public DataCoordinate DataId { get; }

    /// <summary>Name of the RUN collection that holds it.</summary>
    public string Run { get; }

    /// <summary>Its identifier, unique over all repositories.</summary>
    public Guid Id { get; }

    /// <summary>The same dataset with another data ID object, such as an expanded one.</summary>
    public DatasetRef WithDataId(DataCoordinate dataId) => ReferenceEquals(dataId, DataId) ? this : new(DatasetType, dataId, Run, Id);

    /// <summary>The same dataset with another view of its type, such as a component or another storage class.</summary>
    public DatasetRef WithDatasetType(DatasetType datasetType) => ReferenceEquals(datasetType, DatasetType) ? this : new(datasetType, DataId, Run, Id);

    /// <inheritdoc />
    public bool Equals(DatasetRef? other) => other is not null && Id == other.Id && DatasetType.Name == other.DatasetType.Name;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DatasetRef);

    /// <inheritdoc />
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>As the original prints it: <c>raw@{instrument: 'HSC', …} [sc=Exposure] (run=HSC/raw/all id=…)</c>.</summary>
    public override string ToString() => $"{DatasetType.Name}@{DataId} [sc={DatasetType.StorageClass}] (run={Run} id={Id})";
}

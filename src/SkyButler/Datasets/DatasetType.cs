using System.Text.RegularExpressions;
using SkyButler.Dimensions;

namespace SkyButler.Datasets;

/// <summary>A named kind of dataset: its dimensions, its storage class, and whether it is a calibration.</summary>
public sealed partial class DatasetType : IEquatable<DatasetType>
{
    /// <summary>Makes a dataset type; <c>parent.component</c> names a component of a composite.</summary>
    /// <exception cref="DatasetTypeException">The name is not allowed, or a component lacks its parent's storage class.</exception>
    public DatasetType(string name, DimensionGroup dimensions, string storageClass, bool isCalibration = false, string? parentStorageClass = null)
    {
        if (!NamePattern().IsMatch(name))
            throw new DatasetTypeException($"'{name}' is not a dataset type name: letters, digits and underscores, not led by a digit.");
        if (dimensions.Universe.TryGet(name, out var element) && element.Kind == DimensionElementKind.Governor)
            throw new DatasetTypeException($"'{name}' is a governor dimension, so no dataset type can have that name.");
        Name = name;
        Dimensions = dimensions;
        StorageClass = storageClass;
        IsCalibration = isCalibration;
        ParentStorageClass = parentStorageClass;
        (ParentName, Component) = SplitName(name);
    }

    /// <summary>Name; a component's is <c>parent.component</c>.</summary>
    public string Name { get; }

    /// <summary>The dimensions that identify a dataset of this type.</summary>
    public DimensionGroup Dimensions { get; }

    /// <summary>Name of the storage class.</summary>
    public string StorageClass { get; }

    /// <summary>Whether datasets of this type may be certified with validity ranges.</summary>
    public bool IsCalibration { get; }

    /// <summary>Storage class of the parent of a component; null otherwise.</summary>
    public string? ParentStorageClass { get; }

    /// <summary>The name without a component.</summary>
    public string ParentName { get; }

    /// <summary>The component's name; null for whole datasets.</summary>
    public string? Component { get; }

    /// <summary>Parent and component of a dataset type name.</summary>
    public static (string Parent, string? Component) SplitName(string name) =>
        name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? (name[..dot], name[(dot + 1)..]) : (name, null);

    /// <summary>The type of a component of this composite.</summary>
    public DatasetType MakeComponent(string component, string componentStorageClass) =>
        new($"{Name}.{component}", Dimensions, componentStorageClass, IsCalibration, StorageClass);

    /// <summary>The same type, seen through another storage class.</summary>
    public DatasetType WithStorageClass(string storageClass) =>
        storageClass == StorageClass ? this : new(Name, Dimensions, storageClass, IsCalibration, ParentStorageClass);

    /// <inheritdoc />
    public bool Equals(DatasetType? other) =>
        other is not null && Name == other.Name && Dimensions == other.Dimensions && StorageClass == other.StorageClass && IsCalibration == other.IsCalibration;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DatasetType);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Name, dimensions and storage class.</summary>
    public override string ToString() => $"{Name} {Dimensions} {StorageClass}{(IsCalibration ? " (calibration)" : "")}";

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}

namespace SkyButler.Instruments.Gen2.Policies;

/// <summary>What a mapper's policy says of a dataset type.</summary>
/// <param name="Name">Its name, then as now.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Template">Where its files lie, with <c>%(key)05d</c> for values.</param>
/// <param name="StorageClass">Its storage class; null where none of today's is known for it.</param>
/// <param name="Kind">What it was in Python, for messages.</param>
/// <param name="Tables">The tables of the registry that have its files.</param>
internal sealed record Gen2DatasetType(
    string Name, Gen2Section Section, string Template, string? StorageClass, string Kind, IReadOnlyList<string> Tables)
{
    /// <summary>The name of raws.</summary>
    public const string Raw = "raw";

    /// <summary>Whether it is a sky map, which is registered with its tracts and patches.</summary>
    public bool IsSkyMap => StorageClass == "SkyMap";
}

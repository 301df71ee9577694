namespace SkyButler.Registry.Records;

/// <summary>What happens where a record is there with other values.</summary>
public enum RecordSync
{
    /// <summary>It is a conflict.</summary>
    Compare,

    /// <summary>It is updated.</summary>
    Update,
}

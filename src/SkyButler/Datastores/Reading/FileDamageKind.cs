namespace SkyButler.Datastores.Reading;

/// <summary>What can be wrong with a stored file.</summary>
public enum FileDamageKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It has another size than recorded.</summary>
    Size,

    /// <summary>It has another checksum than recorded.</summary>
    Checksum,

    /// <summary>It is there and can't be read.</summary>
    Unreadable,
}

namespace SkyButler.Datastores.Records;

/// <summary>Where and how a dataset, or a component of it, is stored.</summary>
public sealed record FileRecord
{
    /// <summary>The dataset.</summary>
    public required Guid DatasetId { get; init; }

    /// <summary>Path relative to the root, not encoded; or an absolute URI. A fragment <c>#zip-path=</c> names a member of a zip.</summary>
    public required string Path { get; init; }

    /// <summary>The original's class name of the formatter.</summary>
    public required string Formatter { get; init; }

    /// <summary>The storage class at the time of writing.</summary>
    public required string StorageClass { get; init; }

    /// <summary>The component; null for the whole dataset.</summary>
    public string? Component { get; init; }

    /// <summary>BLAKE2b of the file in hexadecimal digits; null where none was recorded.</summary>
    public string? Checksum { get; init; }

    /// <summary>Size in bytes; −1 where unknown.</summary>
    public long FileSize { get; init; } = -1;
}

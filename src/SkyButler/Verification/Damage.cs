using System.Text.Json.Serialization;
using SkyButler.Datastores.Records;

namespace SkyButler.Verification;

/// <summary>Something that is wrong in a repository, and what would mend it.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">What it is about: a path below the datastore's root, a URI, a collection, or a journal entry.</param>
/// <param name="Detail">The same in words, such as the size that is recorded and the one that was found.</param>
/// <param name="Repair">What mends it.</param>
public sealed record Damage(DamageKind Kind, string Subject, string Detail, RepairAction Repair)
{
    /// <summary>The dataset; null where it is about none, or about several.</summary>
    public Guid? DatasetId { get; init; }

    /// <summary>The datastore; null where it is about the database alone.</summary>
    public string? Datastore { get; init; }

    /// <summary>What is recorded of the file.</summary>
    [JsonInclude]
    internal FileRecord? Record { get; init; }

    /// <summary>The rows that dangle, in the words of the registry.</summary>
    [JsonInclude]
    internal string? Rows { get; init; }
}

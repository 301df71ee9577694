using SkyButler.Datastores.Records;
using SkyButler.Registry.Log;

namespace SkyButler.Datastores.Bin;

/// <summary>All that was known of a dataset that was removed.</summary>
internal sealed record RemovedDataset
{
    /// <summary>Its dataset type.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Its run.</summary>
    public required string Run { get; init; }

    /// <summary>Its identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Numbers of its data ID.</summary>
    public Dictionary<string, long> Numbers { get; init; } = [];

    /// <summary>Texts of its data ID.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>The tags and validity ranges that it had.</summary>
    public IReadOnlyList<LoggedMembership> Memberships { get; init; } = [];

    /// <summary>Its records, by datastore.</summary>
    public Dictionary<string, List<FileRecord>> Records { get; init; } = [];
}

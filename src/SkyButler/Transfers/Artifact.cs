using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources;

namespace SkyButler.Transfers;

/// <summary>A file that is retrieved.</summary>
/// <param name="Store">The datastore that has it.</param>
/// <param name="Record">The record of the first dataset in it.</param>
/// <param name="Target">Where it goes.</param>
internal sealed record Artifact(FileDatastore Store, FileRecord Record, ResourcePath Target)
{
    /// <summary>All datasets in it.</summary>
    public List<Guid> Ids { get; } = [];
}

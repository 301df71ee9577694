using SkyButler.Resources;

namespace SkyButler.Instruments.Ingest.Finding;

/// <summary>Raw files of one folder, and what lies beside them.</summary>
internal sealed class RawFolder
{
    /// <summary>Files that are wanted.</summary>
    public List<ResourcePath> Files { get; } = [];

    /// <summary>Index files that were named: all that they tell of is wanted.</summary>
    public List<ResourcePath> NamedIndexes { get; } = [];

    /// <summary>An index that was found; null where there is none.</summary>
    public ResourcePath? FoundIndex { get; set; }

    /// <summary>JSON files that lie there, of which some may be sidecars.</summary>
    public HashSet<ResourcePath> Sidecars { get; } = [];
}

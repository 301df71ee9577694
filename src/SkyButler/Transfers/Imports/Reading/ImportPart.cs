using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>A part of an export file that is handled at once: an entry, or some thousand records of one.</summary>
/// <param name="Where">Where it begins.</param>
internal abstract record ImportPart(ConfigLocation Where)
{
    /// <summary>Dimension records.</summary>
    internal sealed record Records(ConfigLocation Where, string Element, IReadOnlyList<ConfigMapping> Rows) : ImportPart(Where);

    /// <summary>A collection; of chains also the members.</summary>
    internal sealed record Collection(ConfigLocation Where, string Name, CollectionType Type, string? Documentation, IReadOnlyList<string> Children) : ImportPart(Where);

    /// <summary>A dataset type.</summary>
    internal sealed record TypeDefinition(ConfigLocation Where, string Name, IReadOnlyList<string> Dimensions, string StorageClass, bool IsCalibration) : ImportPart(Where);

    /// <summary>Datasets of one type in one run.</summary>
    internal sealed record Datasets(ConfigLocation Where, string Type, string Run, IReadOnlyList<ConfigMapping> Files) : ImportPart(Where);

    /// <summary>Datasets that a collection has; a timespan for calibrations.</summary>
    internal sealed record Associations(ConfigLocation Where, string Name, CollectionType Type, Timespan? Validity, IReadOnlyList<Guid> Ids) : ImportPart(Where);
}

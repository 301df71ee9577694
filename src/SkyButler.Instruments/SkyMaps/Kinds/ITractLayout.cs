using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>How one kind of sky map lays out its tracts.</summary>
internal interface ITractLayout
{
    /// <summary>How many tracts there are.</summary>
    int Count { get; }

    /// <summary>Where a tract lies.</summary>
    TractShape this[int tract] { get; }

    /// <summary>The tract that a direction belongs to; null where the one with the nearest centre is meant.</summary>
    int? Find(SkyPosition position);

    /// <summary>All tracts that may have a direction among their pixels.</summary>
    IEnumerable<int> Near(SkyPosition position);

    /// <summary>Writes what of the settings is this kind's own, for the hash.</summary>
    void Pack(BinaryWriter writer);
}

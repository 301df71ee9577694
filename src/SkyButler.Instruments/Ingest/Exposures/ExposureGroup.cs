using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Translators;

namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>An exposure with the raw files that belong to it.</summary>
/// <param name="Record">Its record, as the first of the files tells.</param>
/// <param name="Dependencies">Records that it needs: its day and its group, where the universe has such.</param>
/// <param name="Files">The files.</param>
internal sealed record ExposureGroup(DimensionRecord Record, IReadOnlyList<DimensionRecord> Dependencies, IReadOnlyList<ObservedFile> Files)
{
    /// <summary>The first of the files.</summary>
    public ObservedFile First => Files[0];

    /// <summary>The instrument's name.</summary>
    public string Instrument => First.Observations[0].Instrument!;

    /// <summary>The exposure's name, for messages.</summary>
    public string Name => $"{Record.DataId} ({First.Observations[0].ObservationId})";
}

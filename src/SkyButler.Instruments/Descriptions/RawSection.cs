using SkyButler.Configuration.Nodes;
using SkyButler.Instruments.Translators.Reading;

namespace SkyButler.Instruments.Descriptions;

/// <summary>The part of a description that says what raw files become: <c>raw</c>.</summary>
internal static class RawSection
{
    public static RawDefinition Read(ConfigNode node)
    {
        var fields = new Fields(
            Fields.Mapping(node, RawDefinition.Key), "the raw files", ["dataset_type", "dimensions", "storage_class", "formatter", "detector_formatters"]);
        var usual = RawDefinition.Usual;
        return new()
        {
            DatasetType = fields.Text("dataset_type") ?? usual.DatasetType,
            Dimensions = fields.Has("dimensions") ? fields.Texts("dimensions") : usual.Dimensions,
            StorageClass = fields.Text("storage_class") ?? usual.StorageClass,
            Formatter = fields.Text("formatter") ?? usual.Formatter,
            DetectorFormatters = fields.Find("detector_formatters") is { } single ? Single(Fields.Mapping(single, "detector_formatters")) : usual.DetectorFormatters,
        };
    }

    private static Dictionary<long, string> Single(ConfigMapping mapping) => mapping.Entries.ToDictionary(
        entry => entry.Key is ConfigScalar { Value: long id } ? id : throw new InstrumentException($"{entry.Key.Location}: '{entry.Key}' is no number of a detector."),
        entry => (entry.Value as ConfigScalar)?.Text ?? throw new InstrumentException($"{entry.Value.Location}: A formatter has a name, but this is {entry.Value.Kind}."));
}

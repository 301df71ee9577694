using SkyButler.Configuration.Nodes;
using SkyButler.Instruments.Translators.Reading;

namespace SkyButler.Instruments.Descriptions;

/// <summary>The part of a description that says where curated calibrations come from: <c>calibrations</c>.</summary>
internal static class CalibrationSection
{
    public static CalibrationPackage Read(ConfigNode node)
    {
        var fields = new Fields(Fields.Mapping(node, CalibrationPackage.Key), "calibrations", ["package", "policy", "labels", "dataset_types"]);
        return new()
        {
            Package = fields.Text("package") ?? throw new InstrumentException($"{node.Location}: Calibrations need the name of a 'package'."),
            Policy = fields.Text("policy") ?? throw new InstrumentException($"{node.Location}: Calibrations need 'policy', the instrument's folder in the package."),
            Labels = fields.Texts("labels"),
            DatasetTypes = fields.Texts("dataset_types"),
        };
    }
}

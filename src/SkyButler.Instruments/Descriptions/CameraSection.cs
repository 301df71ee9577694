using SkyButler.Configuration.Nodes;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.Cameras;
using SkyButler.Instruments.Translators.Reading;

namespace SkyButler.Instruments.Descriptions;

/// <summary>
/// The part of a description that says where detectors lie: <c>camera</c> with what they have in common, and <c>position</c>,
/// <c>rotation</c>, <c>size</c>, <c>pixel_size</c> and <c>reference</c> of each.
/// </summary>
internal static class CameraSection
{
    public const string Key = "camera";

    private const string Size = "size";
    private const string PixelSize = "pixel_size";
    private const string Position = "position";
    private const string Reference = "reference";
    private const string Rotation = "rotation";
    private static readonly string[] CameraKeys = ["plate_scale", "distortion", "flip_x", Size, PixelSize, Reference];
    private static readonly string[] DetectorKeys = [Position, Rotation, Size, PixelSize, Reference];

    /// <summary>What of a detector's entry is a field of its record.</summary>
    public static Dictionary<string, ConfigNode> Without(Dictionary<string, ConfigNode> values) =>
        values.Where(value => !DetectorKeys.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The camera; detectors without a position are left out.</summary>
    public static CameraGeometry Read(string name, ConfigNode node, IEnumerable<(ConfigMapping Entry, Dictionary<string, ConfigNode> Values)> detectors)
    {
        var camera = new Fields(Fields.Mapping(node, Key), "a camera", CameraKeys);
        var field = new FieldProjection
        {
            PlateScale = camera.Number("plate_scale") is > 0 and var scale
                ? scale
                : throw new InstrumentException($"{camera.Node.Location}: A camera needs a 'plate_scale' in arcseconds per millimetre."),
            Distortion = camera.Find("distortion") is { } distortion ? Numbers("distortion", distortion) : [0, 1],
            FlipsX = camera.Find("flip_x") is ConfigScalar { Value: true },
        };
        var placed = detectors.Where(detector => detector.Values.ContainsKey(Position)).Select(detector => Detector(camera, detector.Entry, detector.Values));
        return new CameraGeometry(new Camera(name, placed), field);
    }

    private static DetectorGeometry Detector(Fields camera, ConfigMapping entry, Dictionary<string, ConfigNode> values)
    {
        ConfigNode? Find(string key) => values.GetValueOrDefault(key) ?? camera.Find(key);
        var size = Pair(Size, Find(Size) ?? throw Missing(entry, Size));
        var pixel = Find(PixelSize) switch
        {
            ConfigSequence pair => Pair(PixelSize, pair),
            { } single => (Number(PixelSize, single), Number(PixelSize, single)),
            null => throw Missing(entry, PixelSize),
        };
        return new DetectorGeometry
        {
            Id = (int)Number("id", values.GetValueOrDefault("id") ?? throw Missing(entry, "id")),
            Name = (values.GetValueOrDefault("full_name") as ConfigScalar)?.Text ?? "",
            Box = Box2I.FromSize(0, 0, (int)size.X, (int)size.Y),
            PixelSize = pixel,
            FocalPlanePosition = Pair(Position, values[Position]),
            ReferencePoint = Find(Reference) is { } reference ? Pair(Reference, reference) : ((size.X - 1) / 2, (size.Y - 1) / 2),
            Yaw = values.TryGetValue(Rotation, out var rotation) ? Number(Rotation, rotation) * Math.PI / 180 : 0,
            Amplifiers = [],
        };
    }

    private static (double X, double Y) Pair(string key, ConfigNode node) => Numbers(key, node) is [var x, var y]
        ? (x, y)
        : throw new InstrumentException($"{node.Location}: '{key}' takes two numbers, as in [4096, 4096].");

    private static IReadOnlyList<double> Numbers(string key, ConfigNode node) => node is ConfigSequence list
        ? [.. list.Items.Select(item => Number(key, item))]
        : throw new InstrumentException($"{node.Location}: '{key}' takes a list of numbers, but this is {node.Kind}.");

    private static double Number(string key, ConfigNode node) => node switch
    {
        ConfigScalar { Value: long whole } => whole,
        ConfigScalar { Value: double real } when double.IsFinite(real) => real,
        _ => throw new InstrumentException($"{node.Location}: '{key}' takes a number, not '{node}'."),
    };

    private static InstrumentException Missing(ConfigMapping entry, string key) =>
        new($"{entry.Location}: A detector with a position needs '{key}', its own or in 'camera'.");
}

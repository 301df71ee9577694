using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Instruments.Cameras;
using SkyButler.Instruments.Descriptions;
using SkyButler.Resources;

namespace SkyButler.Instruments;

/// <summary>An instrument as a YAML file describes it; see <c>docs/instruments.md</c>.</summary>
public sealed class InstrumentDescription
{
    private static readonly string[] Sections = ["detectors", "filters", CameraSection.Key, RawDefinition.Key, CalibrationPackage.Key];
    private static readonly IReadOnlyDictionary<string, string> InstrumentKeys = new Dictionary<string, string>(StringComparer.Ordinal) { ["class"] = "class_name" };

    // What people write by hand: a key that is there twice is a mistake.
    private static readonly YamlReadOptions Strict = YamlReadOptions.Default with { DuplicateKeys = YamlDuplicateKeys.Error };

    private readonly ConfigMapping root;

    private readonly string source;

    private InstrumentDescription(ConfigMapping root, string source) => (this.root, this.source) = (root, source);

    /// <summary>The instrument's short name.</summary>
    public string Name => (Section("name") as ConfigScalar)?.Text is { Length: > 0 } name
        ? name
        : throw new InstrumentException($"{(root.Location.IsKnown ? root.Location : source)}: An instrument needs a 'name'.");

    /// <summary>The name of the original's class that stands for the instrument; null where none is given.</summary>
    public string? ClassName => (Section("class") ?? Section("class_name")) is ConfigScalar scalar ? scalar.Text : null;

    /// <summary>Whether the file is no description but a translator, which may lie in the same folder.</summary>
    internal bool IsTranslator => Section("translator") is not null && Section("name") is null;

    /// <summary>Whether a text is its name or class name.</summary>
    internal bool IsCalled(string text) => ClassName == text || (Section("name") as ConfigScalar)?.Text == text;

    /// <summary>Where its detectors lie; null where that is not described.</summary>
    /// <exception cref="InstrumentException">A place or size is wrong.</exception>
    public CameraGeometry? Geometry => Section(CameraSection.Key) is { } camera
        ? CameraSection.Read(Name, camera, Entries("detectors").SelectMany(entry => DetectorRange.Expand(entry).Select(values => (entry, values))))
        : null;

    /// <summary>What its raw files become.</summary>
    /// <exception cref="InstrumentException">It is described wrongly.</exception>
    public RawDefinition Raw => Section(RawDefinition.Key) is { } raw ? RawSection.Read(raw) : RawDefinition.Usual;

    /// <summary>Where its curated calibrations come from; null where that is not described.</summary>
    /// <exception cref="InstrumentException">It is described wrongly.</exception>
    public CalibrationPackage? Calibrations => Section(CalibrationPackage.Key) is { } calibrations ? CalibrationSection.Read(calibrations) : null;

    /// <summary>Reads a description from a file.</summary>
    /// <exception cref="ConfigException">The file is missing or no YAML mapping.</exception>
    public static async Task<InstrumentDescription> LoadAsync(ResourcePath file, CancellationToken cancellationToken) =>
        new((await new ConfigLoader { Yaml = Strict }.LoadAsync(file, cancellationToken)).Root, file.DisplayName);

    /// <summary>Reads a description from text.</summary>
    /// <exception cref="ConfigException">It is no YAML mapping.</exception>
    public static InstrumentDescription Parse(string yaml, string? source = null) =>
        new(Config.FromNode(YamlReader.Read(yaml, source, Strict)).Root, source ?? "(text)");

    /// <summary>The records that a universe has for the instrument.</summary>
    /// <exception cref="InstrumentException">The description has a key or value that the universe can't take.</exception>
    public InstrumentRecords ToRecords(DimensionUniverse universe)
    {
        var leftOut = new List<string>();
        return new InstrumentRecords
        {
            Name = Name,
            Instrument = ReadInstrument(universe, leftOut),
            Detectors = ReadDetectors(universe, leftOut),
            Filters = ReadFilters(universe, leftOut),
            LeftOut = [.. leftOut.Distinct(StringComparer.Ordinal)],
        };
    }

    private DimensionRecord ReadInstrument(DimensionUniverse universe, List<string> leftOut)
    {
        var values = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var (key, value) in root.Entries)
        {
            if (!Sections.Contains(key.ToString()))
                values[InstrumentKeys.GetValueOrDefault(key.ToString(), key.ToString())] = VisitSystems.Resolve(key.ToString(), value);
        }

        return new RecordReader(universe["instrument"], leftOut).Read(root, values);
    }

    private List<DimensionRecord> ReadDetectors(DimensionUniverse universe, List<string> leftOut)
    {
        if (ElementOf(universe, "detector", "detectors", leftOut) is not { } element)
            return [];
        var reader = new RecordReader(element, leftOut) { Name = Name };
        var records = new List<DimensionRecord>();
        foreach (var entry in Entries("detectors"))
        {
            foreach (var values in DetectorRange.Expand(entry))
                records.Add(reader.Read(entry, DetectorRange.WithPurpose(CameraSection.Without(values), element)));
        }

        return records;
    }

    private List<DimensionRecord> ReadFilters(DimensionUniverse universe, List<string> leftOut)
    {
        if (ElementOf(universe, "physical_filter", "filters", leftOut) is not { } element)
            return [];
        var reader = new RecordReader(element, leftOut) { Name = Name };
        return [.. Entries("filters").SelectMany(entry => Names(entry).Select(name => reader.Read(entry, WithBand(entry, name))))];
    }

    // Several filters of one band may stand together.
    private static IEnumerable<ConfigNode?> Names(ConfigMapping entry)
    {
        if (!entry.TryGet("physical_filter", out var name))
            return new ConfigNode?[] { null };
        return name is ConfigSequence list ? list.Items : [name];
    }

    // A filter without band is a band of its own, as in the original.
    private static Dictionary<string, ConfigNode> WithBand(ConfigMapping entry, ConfigNode? physicalFilter)
    {
        var values = entry.Entries.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);
        if (values.Remove("physical_filter") && physicalFilter is not null)
            values.TryAdd("name", physicalFilter);
        if ((!values.TryGetValue("band", out var band) || band is ConfigScalar { Value: null }) && values.TryGetValue("name", out var own))
            values["band"] = own;
        return values;
    }

    private DimensionElement? ElementOf(DimensionUniverse universe, string dimension, string section, List<string> leftOut)
    {
        if (universe.TryGet(dimension, out var element))
            return element;
        if (Section(section) is not null)
            leftOut.Add(section);
        return null;
    }

    private IEnumerable<ConfigMapping> Entries(string section) => Section(section) switch
    {
        null or ConfigScalar { Value: null } => [],
        ConfigSequence list => list.Items.Select(item => item as ConfigMapping
            ?? throw new InstrumentException($"{item.Location}: Each of the '{section}' is a mapping, but this is {item.Kind}.")),
        var other => throw new InstrumentException($"{other.Location}: '{section}' is a list of mappings, but this is {other.Kind}."),
    };

    private ConfigNode? Section(string key) => root.TryGet(key, out var node) ? node : null;
}

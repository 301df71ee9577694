using System.Reflection;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Instruments.Translators.Reading;

namespace SkyButler.Instruments.Gen2.Policies;

/// <summary>What a camera's mapper knew: which files hold what. Policy files of the original are read, and those that ship have the same form.</summary>
internal sealed class Gen2Policy
{
    private const string Shipped = "SkyButler.Instruments.Gen2/";
    private const string Common = "Common";
    private const string Mappers = "mappers";
    private static readonly string[] Cameras = ["HSC"];
    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>What policies say of one type, one after the other.</summary>
    private sealed record Entry(Gen2Section Section)
    {
        public string? Template { get; init; }

        public string? StorageClass { get; init; }

        public string? Python { get; init; }

        public string? Persistable { get; init; }

        public IReadOnlyList<string> Tables { get; init; } = [];
    }

    /// <summary>The instrument that the mapper stands for; null where nobody said.</summary>
    public string? Instrument { get; private set; }

    /// <summary>The key of detectors.</summary>
    public string DetectorKey { get; private set; } = "ccd";

    /// <summary>The key of exposures' numbers, as headers tell them; null where none is known to be.</summary>
    public string? ExposureKey { get; private set; }

    /// <summary>The types whose files have a place.</summary>
    public IEnumerable<Gen2DatasetType> Types => entries.Where(entry => entry.Value.Template is { Length: > 0 }).Select(entry => new Gen2DatasetType(
        entry.Key, entry.Value.Section, entry.Value.Template!,
        entry.Value.StorageClass ?? Gen2StorageClasses.Find(entry.Key, entry.Value.Python ?? "", entry.Value.Persistable),
        entry.Value.Python ?? entry.Value.Persistable ?? "unknown", entry.Value.Tables));

    /// <summary>The policy of a mapper, with further files over it.</summary>
    /// <param name="mapper">The mapper's class.</param>
    /// <param name="files">Policy files, of which the last counts most.</param>
    /// <exception cref="Gen2Exception">The mapper is not known and no file says what there is, or a file can't be read.</exception>
    public static Gen2Policy Of(string mapper, IReadOnlyList<string> files)
    {
        var policy = new Gen2Policy();
        policy.Add(ReadShipped(Common), Common);
        var camera = Cameras.FirstOrDefault(name => MappersOf(ReadShipped(name)).Contains(mapper));
        if (camera is not null)
            policy.Add(ReadShipped(camera), camera);
        else if (files.Count == 0)
            throw new Gen2Exception($"The mapper {mapper} is not known here; known are those of {string.Join(", ", Cameras)}. Name the mapper's policy file by --policy, and the instrument by --instrument.");
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new Gen2Exception($"There is no policy file '{file}'.");
            policy.Add(Fields.Mapping(YamlReader.Read(File.ReadAllText(file), file), "policy"), file);
        }

        return policy;
    }

    private void Add(ConfigMapping root, string source)
    {
        Instrument = Text(root, "instrument") ?? Instrument;
        DetectorKey = Text(root, "detector_key") ?? DetectorKey;
        ExposureKey = Text(root, "exposure_key") ?? ExposureKey;
        foreach (var section in Enum.GetValues<Gen2Section>())
        {
            if (!root.TryGet(section.ToString().ToLowerInvariant(), out var node) || node is not ConfigMapping types)
                continue;
            foreach (var (key, value) in types.Entries)
            {
                if (value is not ConfigMapping said)
                    throw new Gen2Exception($"{source}: '{key}' of {section.ToString().ToLowerInvariant()} is no mapping with a template.");
                var known = entries.GetValueOrDefault(key.ToString()) ?? new Entry(section);
                entries[key.ToString()] = known with
                {
                    Section = section,
                    Template = Text(said, "template") ?? known.Template,
                    StorageClass = Text(said, "storage_class") ?? known.StorageClass,
                    Python = Text(said, "python") ?? known.Python,
                    Persistable = Text(said, "persistable") ?? known.Persistable,
                    Tables = said.TryGet("tables", out var tables) ? Texts(tables) : known.Tables,
                };
            }
        }
    }

    private static string? Text(ConfigMapping mapping, string key) => mapping.TryGet(key, out var node) && node is ConfigScalar { Text: var text } ? text : null;

    private static IReadOnlyList<string> Texts(ConfigNode node) => node switch
    {
        ConfigScalar { Text: { } text } => [text],
        ConfigSequence list => [.. list.Items.OfType<ConfigScalar>().Select(item => item.Text ?? "")],
        _ => [],
    };

    private static IReadOnlyList<string> MappersOf(ConfigMapping root) => root.TryGet(Mappers, out var node) ? Texts(node) : [];

    private static ConfigMapping ReadShipped(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Shipped}{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return Fields.Mapping(YamlReader.Read(reader.ReadToEnd(), name + ".yaml"), "policy");
    }
}

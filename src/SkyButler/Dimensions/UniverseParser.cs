using System.Text.Json;

namespace SkyButler.Dimensions;

/// <summary>Reads a universe's configuration, in today's syntax and with the <c>storage</c> blocks of old, into definitions.</summary>
internal sealed class UniverseParser
{
    private const int HighestKnownLevel = 30;
    private readonly List<ElementDefinition> definitions = [];
    private readonly List<TopologicalFamily> families = [];

    private UniverseParser()
    {
    }

    public string Namespace { get; private set; } = "daf_butler";

    public int Version { get; private set; }

    public string CommonSkyPix { get; private set; } = "";

    public List<SkyPixSystem> SkyPixSystems { get; } = [];

    public IReadOnlyList<TopologicalFamily> Families => families;

    public static UniverseParser Parse(JsonElement configuration)
    {
        var parser = new UniverseParser
        {
            Namespace = Find(configuration, "namespace") is { } nameSpace ? Text(nameSpace, "namespace") : "daf_butler",
            Version = Find(configuration, "version") is { } version ? Integer(version, "version") : 0,
        };
        parser.ParseSkyPix(Mapping(configuration, "skypix", "the configuration"));
        foreach (var element in Mapping(configuration, "elements", "the configuration").EnumerateObject())
            parser.definitions.Add(ElementParser.Parse(element.Name, MappingAt(element.Value, $"elements.{element.Name}")));
        if (Find(configuration, "topology") is { ValueKind: JsonValueKind.Object } topology)
            parser.ParseTopology(topology);
        return parser;
    }

    /// <summary>
    /// The total order of elements: round by round, whatever depends on nothing that is still to do, by name;
    /// families and pixelization systems take part in the rounds like elements.
    /// </summary>
    public IEnumerable<ElementDefinition> OrderedElements()
    {
        var todo = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var system in SkyPixSystems)
            todo[system.Name] = [];
        foreach (var family in families.Where(f => SkyPixSystems.All(s => s.Name != f.Name)))
            todo[family.Name] = family.Members;
        var byName = new Dictionary<string, ElementDefinition>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (!byName.TryAdd(definition.Name, definition) || !todo.TryAdd(definition.Name, [.. definition.Requires, .. definition.Implies]))
                throw new DimensionException($"The dimension configuration uses the name '{definition.Name}' for two things.");
        }

        while (todo.Count > 0)
        {
            var ready = new List<string>();
            foreach (var (name, needed) in todo)
            {
                if (!needed.Any(todo.ContainsKey))
                    ready.Add(name);
            }

            ready.Sort(StringComparer.Ordinal);
            if (ready.Count == 0)
                throw new DimensionException($"The dimension configuration has a cycle among {string.Join(", ", todo.Keys.Order(StringComparer.Ordinal))}.");
            foreach (var name in ready)
            {
                todo.Remove(name);
                if (byName.TryGetValue(name, out var definition))
                    yield return definition;
                else if (SkyPixSystems.FirstOrDefault(s => s.Name == name) is { } system)
                    foreach (var level in Levels(system))
                        yield return level;
            }
        }
    }

    internal static DimensionException Wrong(string where, string expected) =>
        new($"The dimension configuration's '{where}' must be {expected}.");

    /// <summary>A value of a mapping; null where it is missing or null.</summary>
    internal static JsonElement? Find(JsonElement mapping, string key) =>
        mapping.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static string Text(JsonElement? node, string where) =>
        node is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(where, "text");

    internal static int Integer(JsonElement? node, string where) =>
        node is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : throw Wrong(where, "an integer");

    internal static JsonElement MappingAt(JsonElement? node, string where) =>
        node is { ValueKind: JsonValueKind.Object } mapping ? mapping : throw Wrong(where, "a mapping");

    internal static JsonElement ListAt(JsonElement? node, string where, string of) =>
        node is { ValueKind: JsonValueKind.Array } list ? list : throw Wrong(where, $"a list of {of}");

    /// <summary>The texts of a list.</summary>
    internal static List<string> Texts(JsonElement list, string where)
    {
        var texts = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            texts.Add(Text(item, where));
        return texts;
    }

    private static JsonElement Mapping(JsonElement parent, string key, string where) =>
        Find(parent, key) is { ValueKind: JsonValueKind.Object } mapping
            ? mapping
            : throw new DimensionException($"{where} lacks the mapping '{key}'; a dimension configuration has version, skypix and elements.");

    private static IEnumerable<ElementDefinition> Levels(SkyPixSystem system)
    {
        for (var level = system.MinLevel; level <= system.MaxLevel; level++)
        {
            yield return new ElementDefinition
            {
                Name = $"{system.Name}{level}",
                Kind = DimensionElementKind.SkyPix,
                Documentation = $"Pixels of the {system.Name} tessellation of the sky at level {level}.",
                Keys = [new DimensionColumn("id", ColumnType.Int)],
                SkyPixSystem = system,
                SkyPixLevel = level,
            };
        }
    }

    private void ParseSkyPix(JsonElement skypix)
    {
        foreach (var property in skypix.EnumerateObject())
        {
            var name = property.Name;
            if (name == "common")
            {
                CommonSkyPix = Text(property.Value, "skypix.common");
                continue;
            }

            var system = MappingAt(property.Value, $"skypix.{name}");
            var className = Text(Find(system, "class"), $"skypix.{name}.class");
            var minimum = Find(system, "min_level") is { } low ? Integer(low, $"skypix.{name}.min_level") : 1;
            var maximum = Find(system, "max_level") is { } high ? Integer(high, $"skypix.{name}.max_level") : ClassMaximum(className);
            if (minimum < 0 || maximum > HighestKnownLevel || minimum > maximum)
                throw Wrong($"skypix.{name}", $"a system with 0 <= min_level <= max_level <= {HighestKnownLevel}");
            SkyPixSystems.Add(new SkyPixSystem(name, className, minimum, maximum));
            var levels = new List<string>();
            for (var level = maximum; level >= minimum; level--)
                levels.Add($"{name}{level}");
            families.Add(new TopologicalFamily(name, spatial: true, levels));
        }

        if (CommonSkyPix.Length == 0)
            throw Wrong("skypix.common", "the name of a pixelization and its level, such as htm7");
    }

    private static int ClassMaximum(string className) => className switch
    {
        _ when className.EndsWith("HtmPixelization", StringComparison.Ordinal) => 24,
        _ when className.EndsWith("HealpixPixelization", StringComparison.Ordinal) => 17,
        _ => HighestKnownLevel,
    };

    private void ParseTopology(JsonElement topology)
    {
        foreach (var kind in topology.EnumerateObject())
        {
            var spatial = kind.Name switch
            {
                "spatial" => true,
                "temporal" => false,
                _ => throw new DimensionException($"The dimension configuration's topology has '{kind.Name}'; only spatial and temporal are known."),
            };
            foreach (var family in MappingAt(kind.Value, $"topology.{kind.Name}").EnumerateObject())
            {
                var where = $"topology.{kind.Name}.{family.Name}";
                families.Add(new TopologicalFamily(family.Name, spatial, Texts(ListAt(family.Value, where, "element names"), where)));
            }
        }
    }
}

using System.Text.Json.Nodes;

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

    public static UniverseParser Parse(JsonObject configuration)
    {
        var parser = new UniverseParser
        {
            Namespace = configuration["namespace"] is { } nameSpace ? Text(nameSpace, "namespace") : "daf_butler",
            Version = configuration["version"] is { } version ? Integer(version, "version") : 0,
        };
        parser.ParseSkyPix(Mapping(configuration, "skypix", "the configuration"));
        foreach (var (name, node) in Mapping(configuration, "elements", "the configuration"))
            parser.definitions.Add(ElementParser.Parse(name, node as JsonObject ?? throw Wrong($"elements.{name}", "a mapping")));
        if (configuration["topology"] is JsonObject topology)
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
            var ready = todo.Where(t => !t.Value.Any(todo.ContainsKey)).Select(t => t.Key).Order(StringComparer.Ordinal).ToList();
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

    internal static string Text(JsonNode? node, string where) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(where, "text");

    internal static int Integer(JsonNode? node, string where) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : throw Wrong(where, "an integer");

    private static JsonObject Mapping(JsonObject parent, string key, string where) =>
        parent[key] as JsonObject ?? throw new DimensionException($"{where} lacks the mapping '{key}'; a dimension configuration has version, skypix and elements.");

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

    private void ParseSkyPix(JsonObject skypix)
    {
        foreach (var (name, node) in skypix)
        {
            if (name == "common")
            {
                CommonSkyPix = Text(node, "skypix.common");
                continue;
            }

            var system = node as JsonObject ?? throw Wrong($"skypix.{name}", "a mapping");
            var className = Text(system["class"], $"skypix.{name}.class");
            var minimum = system["min_level"] is { } low ? Integer(low, $"skypix.{name}.min_level") : 1;
            var maximum = system["max_level"] is { } high ? Integer(high, $"skypix.{name}.max_level") : ClassMaximum(className);
            if (minimum < 0 || maximum > HighestKnownLevel || minimum > maximum)
                throw Wrong($"skypix.{name}", $"a system with 0 <= min_level <= max_level <= {HighestKnownLevel}");
            SkyPixSystems.Add(new SkyPixSystem(name, className, minimum, maximum));
            families.Add(new TopologicalFamily(name, spatial: true, [.. Enumerable.Range(minimum, maximum - minimum + 1).Reverse().Select(l => $"{name}{l}")]));
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

    private void ParseTopology(JsonObject topology)
    {
        foreach (var (kind, node) in topology)
        {
            var spatial = kind switch
            {
                "spatial" => true,
                "temporal" => false,
                _ => throw new DimensionException($"The dimension configuration's topology has '{kind}'; only spatial and temporal are known."),
            };
            foreach (var (name, members) in node as JsonObject ?? throw Wrong($"topology.{kind}", "a mapping"))
            {
                var list = members as JsonArray ?? throw Wrong($"topology.{kind}.{name}", "a list of element names");
                families.Add(new TopologicalFamily(name, spatial, [.. list.Select(m => Text(m, $"topology.{kind}.{name}"))]));
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkyButler.Dimensions;

/// <summary>
/// All dimensions that a repository knows, how they depend on one another, and in which order they come.
/// Built from the configuration that the database keeps, never from a client's own.
/// </summary>
public sealed class DimensionUniverse
{
    private static readonly Lazy<string> DefaultText = new(ReadDefault);
    private static readonly Lazy<DimensionUniverse> DefaultUniverse = new(() => Parse(DefaultText.Value));
    private static readonly ConcurrentDictionary<string, DimensionUniverse> ByText = new(StringComparer.Ordinal);
    private static readonly List<DimensionUniverse> Distinct = [];
    private static readonly Lock Interning = new();
    private static int isPrepared;
    private readonly Lazy<string> configurationJson;
    private readonly Dictionary<string, DimensionElement> byName = new(StringComparer.Ordinal);
    private readonly List<DimensionElement> elements = [];
    private readonly ConcurrentDictionary<string, DimensionGroup> groups = new(StringComparer.Ordinal);

    private DimensionUniverse(JsonElement configuration, string json)
    {
        configurationJson = new(() => PythonJson.Serialize(JsonNode.Parse(json)));
        var parsed = UniverseParser.Parse(configuration);
        Namespace = parsed.Namespace;
        Version = parsed.Version;
        SkyPixSystems = parsed.SkyPixSystems;
        foreach (var definition in parsed.OrderedElements())
        {
            var element = new DimensionElement(this, elements.Count, definition);
            elements.Add(element);
            byName.Add(element.Name, element);
        }

        foreach (var element in elements)
            BindDependencies(element);
        BindFamilies(parsed);
        Empty = Conform([]);
        CommonSkyPix = this[parsed.CommonSkyPix];
    }

    /// <summary>Version 8 of the namespace <c>daf_butler</c>: what new repositories get.</summary>
    public static DimensionUniverse Default => DefaultUniverse.Value;

    /// <summary>Name space; with <see cref="Version"/> it identifies the universe.</summary>
    public string Namespace { get; }

    /// <summary>Version within the name space.</summary>
    public int Version { get; }

    /// <summary>The configuration as the database keeps it.</summary>
    public string ConfigurationJson => configurationJson.Value;

    /// <summary>All elements in the universe's total order: dimensions first, then combinations wherever their dependencies allow.</summary>
    public IReadOnlyList<DimensionElement> Elements => elements;

    /// <summary>Sky pixelizations that are offered as dimensions.</summary>
    public IReadOnlyList<SkyPixSystem> SkyPixSystems { get; }

    /// <summary>The sky pixel dimension through which regions are joined in the database.</summary>
    public DimensionElement CommonSkyPix { get; }

    /// <summary>The group without members.</summary>
    public DimensionGroup Empty { get; }

    /// <summary>All governor dimensions.</summary>
    public IEnumerable<DimensionElement> Governors => elements.Where(e => e.Kind == DimensionElementKind.Governor);

    /// <summary>Families of regions and timespans, sky pixel systems among them.</summary>
    public IReadOnlyList<TopologicalFamily> Families { get; private set; } = [];

    /// <summary>An element by name.</summary>
    /// <exception cref="DimensionNameException">There is none of that name.</exception>
    public DimensionElement this[string name] => TryGet(name, out var element)
        ? element
        : throw new DimensionNameException(
            $"'{name}' is not a dimension of this repository's universe ({this}).{Suggestions.For(name, byName.Keys)}");

    /// <summary>Builds a universe from its configuration as JSON text; equal configurations give the same object, so that groups of theirs can be compared.</summary>
    /// <exception cref="DimensionException">The configuration does not describe a universe.</exception>
    public static DimensionUniverse FromJson(string json)
    {
        if (ByText.TryGetValue(json, out var known))
            return known;
        return ByText.GetOrAdd(json, JsonSpacing.AreSame(json, DefaultText.Value) ? Default : Parse(json));
    }

    /// <summary>
    /// Reads the default universe on another processor. It is what most repositories have; and for the others what reads it is in memory then,
    /// which takes longer than the reading.
    /// </summary>
    internal static void Prepare()
    {
        // The pool of threads would take longer to set up than the work is worth.
        if (!DefaultUniverse.IsValueCreated && Interlocked.Exchange(ref isPrepared, 1) == 0)
            new Thread(static () => _ = DefaultUniverse.Value) { IsBackground = true, Name = "Universe" }.UnsafeStart();
    }

    /// <summary>An element by name, or false.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out DimensionElement? element) => byName.TryGetValue(name, out element);

    /// <summary>Whether a name is a dimension (not a combination).</summary>
    public bool IsDimension(string name) => TryGet(name, out var element) && element.IsDimension;

    /// <summary>The smallest complete group that has all the named dimensions.</summary>
    /// <exception cref="DimensionNameException">A name is not a dimension.</exception>
    public DimensionGroup Conform(IEnumerable<string> names)
    {
        // A bit for each element: queries ask for groups several times each.
        var members = new bool[elements.Count];
        foreach (var name in names)
        {
            var element = this[name];
            if (!element.IsDimension)
                throw new DimensionNameException($"'{name}' relates dimensions and is none itself; name {string.Join(", ", element.Required)} instead.");
            Add(element);
        }

        var key = string.Create(members.Length, members, static (text, set) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = set[i] ? '1' : '0';
        });
        return groups.TryGetValue(key, out var known)
            ? known
            : groups.GetOrAdd(key, new DimensionGroup(this, Members(members)));

        void Add(DimensionElement element)
        {
            if (members[element.Index])
                return;
            members[element.Index] = true;
            foreach (var required in element.Required)
                Add(required);
            foreach (var implied in element.Implied)
                Add(implied);
        }
    }

    /// <summary>Namespace and version.</summary>
    public override string ToString() => $"{Namespace} version {Version}";

    internal IEnumerable<DimensionElement> StoredElementsWithin(IReadOnlyList<DimensionElement> members)
    {
        var set = members.ToHashSet();
        return elements.Where(e => e.Required.All(set.Contains));
    }

    // Texts differ in their spacing. Nearly always there is one universe only, and nothing to compare it with.
    private static DimensionUniverse Intern(DimensionUniverse universe)
    {
        lock (Interning)
        {
            foreach (var known in Distinct)
            {
                if (known.ConfigurationJson == universe.ConfigurationJson)
                    return known;
            }

            Distinct.Add(universe);
            return universe;
        }
    }

    private static string ReadDefault()
    {
        using var stream = typeof(DimensionUniverse).Assembly.GetManifestResourceStream("SkyButler.Dimensions.Universes.default.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static DimensionUniverse Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Intern(new(document.RootElement, json))
                : throw new DimensionException("The dimension configuration must be a mapping with the keys version, skypix and elements.");
        }
        catch (JsonException e)
        {
            throw new DimensionException($"The dimension configuration is not JSON: {e.Message}", e);
        }
    }

    private List<DimensionElement> Members(bool[] isMember)
    {
        var members = new List<DimensionElement>();
        for (var index = 0; index < isMember.Length; index++)
        {
            if (isMember[index])
                members.Add(elements[index]);
        }

        return members;
    }

    private void BindDependencies(DimensionElement element)
    {
        var required = new bool[elements.Count];
        if (element.IsDimension)
            required[element.Index] = true;
        foreach (var name in element.Definition.Requires)
            AddRequired(this[name]);
        element.Required = Members(required);
        var implied = new bool[elements.Count];
        foreach (var name in element.Definition.Implies)
            implied[this[name].Index] = true;
        element.Implied = Members(implied);

        void AddRequired(DimensionElement dependency)
        {
            if (required[dependency.Index])
                return;
            required[dependency.Index] = true;
            foreach (var name in dependency.Definition.Requires)
                AddRequired(this[name]);
        }
    }

    private void BindFamilies(UniverseParser parsed)
    {
        Families = parsed.Families;
        foreach (var family in Families)
        {
            foreach (var name in family.Members)
            {
                var element = this[name];
                if (family.IsSpatial)
                    element.SpatialFamily = family;
                else
                    element.TemporalFamily = family;
            }
        }
    }
}

using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Translators.Formulas;
using SkyButler.Instruments.Translators.Rules;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>Reads the rules by which a translator finds values; see <c>docs/instruments.md</c>.</summary>
internal sealed class RuleReader(Names names)
{
    private static readonly string[] ValueKeys =
        ["card", "cards", "value", "property", "name", "text", "formula", "match", "case", "replace", "table", "unit", "minimum", "maximum", "default", "if"];

    private static readonly string[] TimeKeys = ["date", "time", "number", "format", "property", "scale", "add", "at_least", "if"];
    private static readonly string[] TrackingKeys = ["ra", "dec", "ra_unit", "frame", "if"];
    private static readonly string[] HorizonKeys = ["azimuth", "altitude", "zenith_distance", "hour_angle", "declination", "of", "at", "if"];
    private static readonly string[] LocationKeys = ["longitude", "latitude", "height", "geocentric", "if"];
    private static readonly string[] Sources = ["card", "cards", "value", "property", "name"];

    private readonly ConditionReader conditions = new(names);

    /// <summary>Reads a rule.</summary>
    /// <param name="node">A keyword; a list of rules that are tried in turn; a mapping; or null, for what is not known.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="property">The property that it is for; null where it is for none.</param>
    public Rule Read(ConfigNode node, string name, ObservationProperty? property) => node switch
    {
        ConfigScalar { Value: null } => new ConstantRule(null),
        ConfigScalar { Value: string } date when property?.Kind == ObservationValueKind.Time => new TimeRule { Source = SourceRule.OfCards([date.Text!]) },
        ConfigScalar { Value: string } keyword => SourceRule.OfCards([keyword.Text!]),
        ConfigScalar constant => new ConstantRule(Fields.Plain(constant)),
        ConfigSequence list => new FirstRule([.. list.Items.Select(item => Read(item, name, property))]),
        ConfigMapping mapping => Conditional(mapping, ReadMapping(mapping, name, property)),
        _ => throw new InstrumentException($"{node.Location}: '{name}' can't be read from {node.Kind}."),
    };

    private Rule Conditional(ConfigMapping mapping, Rule rule) =>
        mapping.TryGet("if", out var condition) ? new ConditionalRule(conditions.Read(condition), rule) : rule;

    private Rule ReadMapping(ConfigMapping mapping, string name, ObservationProperty? property)
    {
        bool Has(string key) => mapping.TryGet(key, out _);
        return property?.Kind switch
        {
            ObservationValueKind.Time => ReadTime(new Fields(mapping, "a time", TimeKeys), name),
            ObservationValueKind.SkyPosition => ReadTracking(new Fields(mapping, "a position", TrackingKeys), name),
            ObservationValueKind.HorizonPosition => ReadHorizon(new Fields(mapping, "a direction", HorizonKeys), name),
            ObservationValueKind.Location => ReadLocation(new Fields(mapping, "a place", LocationKeys), name),
            null when Has("date") => ReadTime(new Fields(mapping, "a time", TimeKeys), name),
            _ => ReadValue(new Fields(mapping, "a value", ValueKeys), name, property),
        };
    }

    private ValueRule ReadValue(Fields fields, string name, ObservationProperty? property)
    {
        var (formula, text) = (fields.Text("formula"), fields.Text("text"));
        var sources = Sources.Where(fields.Has).ToList();
        if (sources.Count > 1 || (sources.Count == 0 && formula is null && text is null))
            throw new InstrumentException($"{fields.Node.Location}: '{name}' comes from one of {string.Join(", ", Sources)}, formula, text.");
        if (formula is not null && text is not null)
            throw new InstrumentException($"{fields.Node.Location}: '{name}' can have a formula or a text, not both.");
        var result = formula is not null ? Formula.Parse(fields.Find("formula")!, formula, names)
            : text is not null ? Template.Parse(fields.Find("text")!, text, names) : null;
        var source = sources.Count == 0 ? new SourceRule(result!) : Source(fields, sources[0]);
        return new ValueRule(source)
        {
            Pattern = fields.Text("match") is { } pattern ? Patterns.Make(fields.Find("match")!, pattern) : null,
            Result = sources.Count == 0 ? null : result,
            Case = fields.Text("case") switch
            {
                null => null,
                "lower" => value => value.ToLowerInvariant(),
                "upper" => value => value.ToUpperInvariant(),
                var other => throw new InstrumentException($"{fields.Find("case")!.Location}: 'case' is lower or upper, not '{other}'."),
            },
            Table = ReadTable(fields),
            Unit = fields.Text("unit") is { } unit ? Units.Conversion(fields.Find("unit")!, unit, name, property?.Unit) : null,
            Minimum = fields.Number("minimum"),
            Maximum = fields.Number("maximum"),
            Default = fields.Find("default") is { } standard ? Fields.Plain(standard) : null,
        };
    }

    private Rule Source(Fields fields, string kind)
    {
        if (kind == "value")
            return new ConstantRule(Fields.Plain(fields.Find("value")!));
        if (kind is "card" or "cards")
            return SourceRule.OfCards(fields.Texts(kind));
        return new SourceRule(Word(fields, kind));
    }

    private Func<Scope, object?> Word(Fields fields, string kind)
    {
        var word = fields.Text(kind)!;
        return names.Knows(word)
            ? names.Source(word)
            : throw new InstrumentException($"{fields.Find(kind)!.Location}: '{word}' is neither a property nor a name of this translator.{Suggestions.For(word, names.All)}");
    }

    private static ValueTable? ReadTable(Fields fields)
    {
        var keeps = fields.Has("replace");
        if ((fields.Find("replace") ?? fields.Find("table")) is not { } node)
            return null;
        IEnumerable<(string, object?)> entries = node switch
        {
            ConfigSequence list => list.Items.Select((item, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), Fields.Plain(item))),
            _ => Fields.Mapping(node, keeps ? "replace" : "table").Entries.Select(entry => (entry.Key.ToString(), Fields.Plain(entry.Value))),
        };
        return new ValueTable(entries.ToDictionary(entry => entry.Item1, entry => entry.Item2, StringComparer.Ordinal), keeps);
    }

    private TimeRule ReadTime(Fields fields, string name)
    {
        var source = fields.Has("property") ? new SourceRule(Word(fields, "property"))
            : (fields.Find("date") ?? fields.Find("number")) is { } node ? Read(node, name, null)
            : throw new InstrumentException($"{fields.Node.Location}: '{name}' comes from a 'date', a 'number' or a 'property'.");
        return new TimeRule
        {
            Source = source,
            TimeOfDay = fields.Find("time") is { } clock ? Read(clock, name, null) : null,
            Format = fields.Text("format") ?? "mjd",
            Scale = Scale(fields),
            Added = fields.Text("add") is { } seconds ? Formula.Parse(fields.Find("add")!, seconds, names) : null,
            AtLeast = fields.Find("at_least") is { } least ? Read(least, name, ObservationProperties.Get("datetime_end")) : null,
        };
    }

    private static TimeScale? Scale(Fields fields)
    {
        try
        {
            return fields.Text("scale") is { } scale ? TimeScales.Find(scale) : null;
        }
        catch (FormatException e)
        {
            throw new InstrumentException($"{fields.Find("scale")!.Location}: {e.Message}.", e);
        }
    }

    private TrackingRule ReadTracking(Fields fields, string name) => new()
    {
        RightAscension = Read(Needed(fields, "ra", name), name, null),
        Declination = Read(Needed(fields, "dec", name), name, null),
        InHours = fields.Text("ra_unit") switch
        {
            null => null,
            "hourangle" or "hour" => true,
            "deg" => false,
            var other => throw new InstrumentException($"{fields.Find("ra_unit")!.Location}: 'ra_unit' is hourangle or deg, not '{other}'."),
        },
        Frame = fields.Find("frame") is { } frame ? Read(frame, name, null) : null,
    };

    private HorizonRule ReadHorizon(Fields fields, string name)
    {
        Rule Angle(string key) => Read(Needed(fields, key, name), name, null);
        if (fields.Has("hour_angle"))
            return HorizonRule.OfHourAngle(Angle("hour_angle"), Angle("declination"));
        if (fields.Text("of") is { } position)
            return HorizonRule.OfSky(position, fields.Text("at") ?? "datetime_begin");
        return fields.Has("zenith_distance")
            ? HorizonRule.OfAngles(Angle("azimuth"), Angle("zenith_distance"), 90)
            : HorizonRule.OfAngles(Angle("azimuth"), Angle("altitude"), 0);
    }

    private LocationRule ReadLocation(Fields fields, string name)
    {
        if (fields.Find("geocentric") is not { } geocentric)
            return new LocationRule([.. LocationKeys[..3].Select(key => Read(Needed(fields, key, name), name, null))], GeocentricLocation.FromGeodetic);
        return geocentric is ConfigSequence { Items.Count: 3 } numbers
            ? new LocationRule([.. numbers.Items.Select(item => Read(item, name, null))], static (x, y, z) => new(x, y, z))
            : throw new InstrumentException($"{geocentric.Location}: 'geocentric' takes a list of three.");
    }

    private static ConfigNode Needed(Fields fields, string key, string name) =>
        fields.Find(key) ?? throw new InstrumentException($"{fields.Node.Location}: '{name}' needs '{key}'.");
}

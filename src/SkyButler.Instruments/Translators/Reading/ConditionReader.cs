using System.Text.RegularExpressions;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Times;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>Reads conditions: tests of a card, property or name; <c>all</c>, <c>any</c> and <c>not</c> of others. A list holds where all do.</summary>
internal sealed class ConditionReader(Names names)
{
    private static readonly string[] Sources = ["card", "property", "name"];
    private static readonly string[] Tests = ["is", "in", "matches", "starts", "contains", "defined", "present", "below", "above", "before", "after"];
    private static readonly string[] Known = [.. Sources, .. Tests, "all", "any", "not"];

    /// <summary>Reads a condition.</summary>
    public Condition Read(ConfigNode node) => node switch
    {
        ConfigSequence list => All([.. list.Items.Select(Read)]),
        ConfigMapping mapping => Read(new Fields(mapping, "a condition", Known)),
        _ => throw new InstrumentException($"{node.Location}: A condition is a mapping such as {{card: INSTRUME, is: MyCam}}, but this is {node.Kind}."),
    };

    /// <summary>Reads a list of conditions of which one is enough, or a single one.</summary>
    public Condition ReadAny(ConfigNode node) => node is ConfigSequence list ? Any([.. list.Items.Select(Read)]) : Read(node);

    private Condition Read(Fields fields)
    {
        var conditions = new List<Condition>();
        if (fields.Find("all") is { } all)
            conditions.Add(Read(all));
        if (fields.Find("any") is { } any)
            conditions.Add(ReadAny(any));
        if (fields.Find("not") is { } not && Read(not) is var negated)
            conditions.Add(scope => !negated(scope));
        var given = Sources.Where(fields.Has).ToList();
        if (given.Count > 1 || (given.Count == 0 && Tests.Any(fields.Has)) || (given.Count == 0 && conditions.Count == 0))
            throw new InstrumentException($"{fields.Node.Location}: A condition tests one 'card', 'property' or 'name'.");
        if (given.Count == 1)
            conditions.AddRange(ReadTests(fields, given[0]));
        return All(conditions);
    }

    private List<Condition> ReadTests(Fields fields, string kind)
    {
        var word = fields.Text(kind)!;
        if (kind != "card" && !names.Knows(word))
            throw new InstrumentException($"{fields.Find(kind)!.Location}: '{word}' is neither a property nor a name of this translator.{Suggestions.For(word, names.All)}");
        Func<Scope, object?> source = kind == "card" ? scope => scope.Translation.Card(word) : names.Source(word);
        var tests = Tests.Where(fields.Has).Select(test => test == "present"
            ? Present(fields, word)
            : Test(source, test, fields)).ToList();
        return tests.Count > 0 ? tests : throw new InstrumentException($"{fields.Node.Location}: A condition needs a test: {string.Join(", ", Tests)}.");
    }

    private static Condition Present(Fields fields, string keyword)
    {
        var wanted = Truth(fields, "present");
        return scope => scope.Translation.Header.Contains(keyword) == wanted;
    }

    private static Condition Test(Func<Scope, object?> source, string test, Fields fields)
    {
        var node = fields.Find(test)!;
        if (test == "defined")
        {
            var wanted = Truth(fields, test);
            return scope => source(scope) is not null == wanted;
        }

        Func<object, bool> holds;
        switch (test)
        {
            case "is":
                var same = Fields.Plain(node) is { } plain ? ObservationValue.Text(plain) : throw new InstrumentException($"{node.Location}: Say 'defined: false' for what is not known.");
                holds = value => string.Equals(ObservationValue.Text(value), same, StringComparison.OrdinalIgnoreCase);
                break;
            case "in":
                var allowed = fields.Texts(test).ToHashSet(StringComparer.OrdinalIgnoreCase);
                holds = value => allowed.Contains(ObservationValue.Text(value));
                break;
            case "matches":
                var pattern = Patterns.Make(node, fields.Text(test)!, RegexOptions.IgnoreCase);
                holds = value => pattern.IsMatch(ObservationValue.Text(value));
                break;
            case "starts":
                var start = fields.Text(test)!;
                holds = value => ObservationValue.Text(value).StartsWith(start, StringComparison.OrdinalIgnoreCase);
                break;
            case "contains":
                var part = fields.Text(test)!;
                holds = value => ObservationValue.Text(value).Contains(part, StringComparison.OrdinalIgnoreCase);
                break;
            case "below" or "above":
                var limit = fields.Number(test)!.Value;
                holds = test == "below" ? value => Scope.Real(value) < limit : value => Scope.Real(value) > limit;
                break;
            default:
                var instant = Instant(node, fields.Text(test)!).Nanoseconds;
                holds = test == "before" ? value => TimeOf(value) < instant : value => TimeOf(value) >= instant;
                break;
        }

        return scope => source(scope) is { } value && holds(value);
    }

    private static decimal TimeOf(object value) => (value is ObservationTime time ? time : TimeText.Parse(ObservationValue.Text(value), TimeScale.Utc)).Nanoseconds;

    private static ObservationTime Instant(ConfigNode node, string text)
    {
        try
        {
            return TimeText.Parse(text, TimeScale.Utc);
        }
        catch (FormatException e)
        {
            throw new InstrumentException($"{node.Location}: {e.Message}.", e);
        }
    }

    private static bool Truth(Fields fields, string test) => fields.Find(test) is ConfigScalar { Value: bool truth }
        ? truth
        : throw new InstrumentException($"{fields.Find(test)!.Location}: '{test}' takes true or false.");

    private static Condition All(IReadOnlyList<Condition> conditions) => scope => conditions.All(condition => condition(scope));

    private static Condition Any(IReadOnlyList<Condition> conditions) => scope => conditions.Any(condition => condition(scope));
}

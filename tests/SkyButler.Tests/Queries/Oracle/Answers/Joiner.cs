using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>All combinations of records and finds that agree in what they have in common.</summary>
internal sealed class Joiner(World world, DimensionGroup all, IReadOnlyDictionary<string, IReadOnlyList<WorldCollection>> searches)
{
    private List<Situation> situations = [];

    public IReadOnlyList<Situation> Join(
        IReadOnlySet<string> fields,
        IReadOnlyDictionary<string, object> given,
        IReadOnlyList<(string Left, string Right)> spatial,
        IReadOnlyList<(string Left, string Right)> temporal)
    {
        situations = [new Situation().With(given)!];
        foreach (var (type, collections) in searches)
            Find(type, collections);

        // What depends on most comes first, so that few combinations are ever open.
        foreach (var element in all.Universe.Elements.Reverse().Where(e => e.HasTable && TakesPart(e, fields)))
            Match(element);
        foreach (var dimension in all.Names.Where(n => all.Universe[n].ImpliedUnionTarget is not null && situations.Exists(s => !s.Keys.ContainsKey(n))))
            Match(dimension, [.. world.Of(all.Universe[dimension].ImpliedUnionTarget!).Select(r => r[dimension]!).Distinct()]);
        foreach (var (left, right) in spatial)
            Touch(left, right);
        foreach (var (left, right) in temporal)
            situations.RemoveAll(s => !(TimespanOf(s, left) is { } a && TimespanOf(s, right) is { } b && a.Overlaps(b)));
        if (situations.Exists(s => all.Names.Any(n => !s.Keys.ContainsKey(n))))
            throw new WrongAskException(AnswerError.Pixels, "a dimension without values");
        return situations;
    }

    private bool TakesPart(DimensionElement element, IReadOnlySet<string> fields)
    {
        if (fields.Contains(element.Name))
            return true;
        if (element.IsDimension)
            return all.Contains(element.Name);
        return element.Required.All(r => all.Contains(r.Name)) && (element.AlwaysJoin || element.Implied.Count > 0)
            && !searches.Keys.Any(t => element.MinimalGroup.Names.All(n => world.Universe.Conform(world.Type(t).Dimensions).Required.Any(r => r.Name == n)));
    }

    private void Find(string type, IReadOnlyList<WorldCollection> collections)
    {
        var finds = collections.SelectMany(c => world.Finds(type, c)).ToList();
        Extend(finds, f => f.Dataset.DataId, (s, f) => s.Finds[type] = f);
    }

    private void Match(DimensionElement element)
    {
        var keys = element.Required.Concat(element.Implied).Select(d => d.Name).ToList();
        Extend([.. world.Of(element.Name)], r => keys.Select(k => KeyValuePair.Create(k, r[k]!)), (s, r) => s.Records[element.Name] = r);
    }

    private void Match(string dimension, IReadOnlyList<object> values) => Extend(values, v => [KeyValuePair.Create(dimension, v)], (_, _) => { });

    private void Extend<T>(IReadOnlyList<T> parts, Func<T, IEnumerable<KeyValuePair<string, object>>> keys, Action<Situation, T> note)
    {
        var extended = new List<Situation>();
        foreach (var situation in situations)
        {
            foreach (var part in parts)
            {
                if (situation.With(keys(part)) is not { } more)
                    continue;
                note(more, part);
                extended.Add(more);
            }
        }

        situations = extended;
    }

    // Overlap rows are kept for the common pixels, as wide as envelopes are; of other pixels those count that truly overlap.
    private void Touch(string left, string right)
    {
        var pixels = new[] { left, right }.Where(e => all.Universe[e].SkyPixSystem is not null).ToList();
        if (pixels.Count == 0)
        {
            situations.RemoveAll(s => !(RegionOf(s, left) is { } a && RegionOf(s, right) is { } b && a.Overlaps(b) != false));
            return;
        }

        var (pixel, element) = (all.Universe[pixels[0]], left == pixels[0] ? right : left);
        var grid = pixel.SkyPixSystem!.Pixelization(pixel.SkyPixLevel);
        situations = [.. situations.SelectMany(s => RegionOf(s, element) is { } region
            ? grid.Envelope(region).Values.Where(p => pixel == all.Universe.CommonSkyPix || grid.Pixel(p).Overlaps(region) != false)
                .Select(p => s.With([KeyValuePair.Create(pixel.Name, (object)(long)p)])).OfType<Situation>()
            : [])];
    }

    private static Region? RegionOf(Situation situation, string element) => (Region?)situation.Records[element]["region"];

    private static Timespan? TimespanOf(Situation situation, string node) => node.StartsWith("calibration ", StringComparison.Ordinal)
        ? situation.Finds[node["calibration ".Length..]].Timespan
        : (Timespan?)situation.Records[node]["timespan"];
}

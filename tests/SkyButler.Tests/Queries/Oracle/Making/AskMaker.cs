using SkyButler.Dimensions;
using SkyButler.Tests.Queries.Oracle.Answers;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Makes questions to a repository.</summary>
internal sealed class AskMaker
{
    private static readonly string[] Dimensions =
        ["instrument", "detector", "exposure", "visit", "physical_filter", "band", "day_obs", "group", "visit_system", "skymap", "tract", "patch"];

    private static readonly string[] Elements = [.. Dimensions, "visit_definition", "visit_detector_region", "visit_system_membership"];

    private readonly World world;
    private readonly Choices choices;

    private AskMaker(World world, int seed)
    {
        this.world = world;
        choices = new Choices(seed);
    }

    /// <summary>A question, mostly one that has an answer with rows or none by an error.</summary>
    public static Ask Make(World world, int seed)
    {
        var ask = new AskMaker(world, seed).Make();
        for (var again = 1; again < 6 && Answerer.Answer(world, ask) is { Error: AnswerError.None, Rows.Count: 0 }; again++)
            ask = new AskMaker(world, seed + (again * 100_000_007)).Make();
        return ask;
    }

    private Ask Make()
    {
        var ask = Subject();
        var types = ask.Types.Select(t => world.Universe.Conform(world.Type(t).Dimensions)).ToList();
        var result = ask.Kind switch
        {
            AskKind.Datasets => types[0],
            AskKind.Records => world.Universe.Conform(world.Universe[ask.Element].Required.Select(r => r.Name)),
            _ => world.Universe.Conform(ask.Dimensions),
        };
        var spoken = types.Aggregate(result, (all, t) => all.Union(t));
        var words = new Vocabulary(world, spoken, ask.Types);
        ask = ask with
        {
            Where = Where(words, spoken),
            DataId = DataId(words, spoken),
            Defaults = world.Universe.Governors.Where(_ => choices.Chance(30)).Select(g => (g.Name, Values: words.ValuesOf(new Column.Key(g.Name, Kind.Text))))
                .Where(g => g.Values.Count > 0).ToDictionary(g => g.Name, g => (string)choices.Pick(g.Values)),
            Order = choices.Chance(40) ? Order(new Vocabulary(world, result, ask.Types), result) : [],
            Limit = choices.Chance(25) ? choices.Number(0, 6) : null,
        };
        if (ask.Kind != AskKind.General)
            return ask;
        var own = new Vocabulary(world, result, ask.Types).Columns.Where(c => c is not Column.Key);
        return ask with { Columns = [.. choices.Several(own, choices.Number(0, 3))] };
    }

    private Ask Subject()
    {
        var known = Dimensions.Where(world.Universe.IsDimension).ToList();
        switch (choices.Number(0, 9))
        {
            case 0 or 1 or 2:
                var dimensions = choices.Several(known, choices.Pick(1, 1, 2, 2, 3));
                if (choices.Chance(25) && dimensions.Any(d => d is "visit" or "tract" or "patch"))
                    dimensions.Add(choices.Pick("htm7", "htm6", "healpix5"));
                return Searching(new Ask(AskKind.DataIds) { Dimensions = dimensions }, choices.Pick(0, 0, 1, 1, 2));
            case 3 or 4:
                return new Ask(AskKind.Records) { Element = choices.Pick(Elements.Where(e => world.Universe.TryGet(e, out _)).ToList()) };
            case 5 or 6 or 7 when world.Types.Count > 0 && world.Collections.Count > 0:
                return Searching(new Ask(AskKind.Datasets) { FindFirst = choices.Chance(60) }, 1);
            default:
                var ask = Searching(new Ask(AskKind.General) { Dimensions = choices.Several(known, choices.Pick(1, 1, 2)) }, choices.Pick(0, 1, 1));
                return ask.Types.Count == 1 && choices.Chance(50)
                    ? ask with { FindFirst = true, Dimensions = [.. ask.Dimensions.Union(world.Type(ask.Types[0]).Dimensions)] }
                    : ask;
        }
    }

    private Ask Searching(Ask ask, int types)
    {
        var names = choices.Several(world.Types.Select(t => t.Name), world.Collections.Count == 0 ? 0 : types);
        return ask with { Types = names, Collections = names.Count == 0 ? [] : choices.Several(world.Collections.Select(c => c.Name), choices.Pick(1, 1, 2, 3, 9)) };
    }

    private Condition? Where(Vocabulary words, DimensionGroup spoken)
    {
        var near = world.Universe.Elements.Where(e => e.HasTable && !spoken.Elements.Contains(e) && e.Required.Any(r => r.Kind == DimensionElementKind.Governor && spoken.Contains(r.Name)));
        var maker = new ConditionMaker(choices, words, [.. near.Where(e => world.Of(e.Name).Any()).SelectMany(Vocabulary.ColumnsOf)]);
        var parts = new List<Condition>();
        foreach (var governor in spoken.Governors)
            if (choices.Chance(75) && new Column.Key(governor.Name, Kind.Text) is var key && words.ValuesOf(key).Count > 0)
                parts.Add(maker.Governor(key));
        for (var i = choices.Pick(0, 1, 1, 1, 2); i > 0 && words.Columns.Count > 0; i--)
            parts.Add(maker.Tree(choices.Number(0, 2)));
        if (choices.Chance(12) && maker.Place() is { } place)
            parts.Add(place);
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new Condition.And(parts),
        };
    }

    private Dictionary<string, object> DataId(Vocabulary words, DimensionGroup spoken) =>
        choices.Chance(20)
            ? choices.Several(spoken.Names, choices.Number(1, 2))
                .Select(n => (n, Values: words.ValuesOf(words.Columns.First(c => c is Column.Key k && k.Dimension == n))))
                .Where(p => p.Values.Count > 0).ToDictionary(p => p.n, p => choices.Pick(p.Values))
            : [];

    private List<OrderBy> Order(Vocabulary words, DimensionGroup result)
    {
        var columns = words.Columns.Where(c => c.Kind is Kind.Int or Kind.Text or Kind.Real or Kind.Ingested or Kind.Span
            && (c is Column.Found || c is Column.Key || (c is Column.Field f && world.Universe[f.Element].Required.All(r => result.Contains(r.Name)))));
        return [.. choices.Several(columns, choices.Number(1, 3)).Select(c => (c, Name: choices.Pick(words.NamesOf(c)))).Select(c => new OrderBy(
            c.c.Kind == Kind.Span ? new Operand.Edge(c.c, c.Name, choices.Chance(50)) : new Operand.Of(c.c, c.Name), choices.Chance(50)))];
    }
}

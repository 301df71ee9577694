using SkyButler.Dimensions;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Answers a question by trying every combination of records and datasets there is.</summary>
internal sealed class Answerer
{
    private readonly World world;
    private readonly Ask ask;
    private readonly DimensionGroup result;
    private readonly DimensionGroup all;
    private readonly Dictionary<string, IReadOnlyList<WorldCollection>> searches;
    private readonly List<Column> mentioned;

    private Answerer(World world, Ask ask)
    {
        this.world = world;
        this.ask = ask;
        mentioned = [.. ask.Where?.Columns() ?? []];
        var types = ask.Types.Select(t => world.Universe.Conform(world.Type(t).Dimensions)).ToList();
        result = ask.Kind switch
        {
            AskKind.Datasets => types[0],
            AskKind.Records => world.Universe.Conform(world.Universe[ask.Element].Required.Select(r => r.Name)),
            _ => world.Universe.Conform(ask.Dimensions),
        };
        all = world.Universe.Conform(result.Names.Concat(types.SelectMany(t => t.Names)).Concat(mentioned.SelectMany(DimensionsOf)).Concat(ask.DataId.Keys));
        var flat = Searches.Flatten(world, ask.Collections);
        var governors = Searches.Governors(world, ask.Where, ask.DataId);
        searches = ask.Types.ToDictionary(t => t, t => Searches.Promising(world, t, flat, governors));
    }

    public static Answer Answer(World world, Ask ask)
    {
        try
        {
            return new Answerer(world, ask).Answer();
        }
        catch (WrongAskException e)
        {
            return Answers.Answer.Of(e.Error);
        }
    }

    private Answer Answer()
    {
        if (mentioned.Concat(ask.Order.SelectMany(o => o.Value.Columns())).OfType<Column.Found>().Any(f => !ask.Types.Contains(f.Type)))
            throw new WrongAskException(AnswerError.Query, "a dataset type that is not searched");
        CheckOrder();
        var governors = GovernorValues();
        var searched = ask.Types.Select(t => world.Universe.Conform(world.Type(t).Dimensions)).ToList();
        var calibrations = searches.Where(s => s.Value.Any(c => c.Kind == WorldCollectionKind.Calibration)).Select(s => s.Key).ToList();
        var temporal = Families.Temporal(all, ask.Where, searched, calibrations).ToList();
        var spatial = Families.Spatial(all, ask.Where, searched).ToList();
        if (spatial.Any(p => !world.Universe[p.Item1].HasTable && !world.Universe[p.Item2].HasTable))
            throw new WrongAskException(AnswerError.Pixels, "sky pixels that nothing joins");
        var fields = mentioned.Concat(ask.Columns).Concat(ask.Order.SelectMany(o => o.Value.Columns())).OfType<Column.Field>().Select(f => f.Element)
            .Concat(spatial.Concat(temporal).SelectMany(p => new[] { p.Item1, p.Item2 }).Where(e => world.Universe.TryGet(e, out _)))
            .Concat(ask.Kind == AskKind.Records ? [ask.Element] : []).ToHashSet();
        if (searches.Values.Any(s => s.Count == 0))
            return new Answer(AnswerError.None, new Dictionary<string, object?[]?>());
        var joined = new Joiner(world, all, searches).Join(fields, governors, spatial, temporal);
        return Rows([.. joined.Where(s => ask.Where is null || Logic.Holds(ask.Where, s) == true)]);
    }

    private IEnumerable<string> DimensionsOf(Column column) => column switch
    {
        Column.Key k => [k.Dimension],
        Column.Field f => world.Universe[f.Element].Required.Select(r => r.Name),
        _ => [],
    };

    private void CheckOrder()
    {
        foreach (var order in ask.Order)
            if (order.Value.Kind is Kind.Region or Kind.Span or Kind.Flag or Kind.Id or Kind.Hash || order.Value.Columns().SelectMany(DimensionsOf).Any(d => !result.Contains(d)))
                throw new WrongAskException(AnswerError.Query, "order");
    }

    // A governor that nobody speaks of has its default; without one, what depends on it can't be spoken of by key.
    private Dictionary<string, object> GovernorValues()
    {
        var values = new Dictionary<string, object>(ask.DataId);
        var keys = mentioned.OfType<Column.Key>().Select(k => k.Dimension).Concat(ask.DataId.Keys).ToHashSet();
        var identified = keys.Concat(mentioned.OfType<Column.Field>().Where(f => f.IsAlternateKey).Select(f => f.Element));
        foreach (var governor in all.Governors.Where(g => !keys.Contains(g.Name)))
        {
            if (ask.Defaults.TryGetValue(governor.Name, out var value))
                values[governor.Name] = value;
            else if (identified.Any(i => world.Universe[i].Required.Contains(governor)))
                throw new WrongAskException(AnswerError.Query, "governor");
        }

        return values;
    }

    private Answer Rows(List<Situation> situations)
    {
        if (ask.FindFirst && ask.Types.Count > 0)
            situations = [.. situations.GroupBy(s => string.Join("|", result.Required.Select(r => s.Keys[r.Name]))).SelectMany(First)];
        var rows = new Dictionary<string, object?[]?>();
        foreach (var situation in situations)
        {
            var line = AnswerLine.Of(world, ask, result, situation);
            var order = ask.Order.Select(o => Values.Of(o.Value, situation)).ToArray();
            if (!rows.TryAdd(line, order) && rows[line]?.SequenceEqual(order) != true)
                rows[line] = null;
        }

        return new Answer(AnswerError.None, rows);
    }

    private IEnumerable<Situation> First(IEnumerable<Situation> sameDataId)
    {
        var type = ask.Types[0];
        var places = searches[type].Select(c => c.Name).ToList();
        var best = sameDataId.GroupBy(s => places.IndexOf(s.Finds[type].Collection)).MinBy(g => g.Key)!;
        return best.Select(s => s.Finds[type].Validity).Distinct().Count() > 1
            ? throw new WrongAskException(AnswerError.Calibration, "several calibrations")
            : best;
    }
}

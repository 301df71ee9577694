using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers.Asking;

/// <summary>Where datasets are looked for.</summary>
internal static class Searches
{
    /// <summary>Collections in search order: chains give way to their members where they stand, and a collection counts where it comes first.</summary>
    public static IReadOnlyList<WorldCollection> Flatten(World world, IEnumerable<string> names)
    {
        var flat = new List<WorldCollection>();
        Visit(names, []);
        return flat;

        void Visit(IEnumerable<string> list, HashSet<string> within)
        {
            foreach (var name in list)
            {
                var collection = world.Collection(name);
                if (collection.Kind == WorldCollectionKind.Chained)
                    Visit(collection.Children, [.. within, name]);
                else if (!flat.Contains(collection))
                    flat.Add(collection);
            }
        }
    }

    /// <summary>Those that may have datasets of a type, with the governor values that are asked for.</summary>
    public static IReadOnlyList<WorldCollection> Promising(
        World world, string type, IEnumerable<WorldCollection> collections, IReadOnlyDictionary<string, HashSet<object>> governors) =>
        [.. collections.Where(c => world.Claims(c, type) && governors.All(g => !world.Universe.Conform(world.Type(type).Dimensions).Contains(g.Key)
            || world.Types.Where(t => world.Claims(c, t.Name)).SelectMany(t => world.Finds(t.Name, c)).Any(f => f.Dataset.DataId.TryGetValue(g.Key, out var v) && g.Value.Contains(v))))];

    /// <summary>Values that governors can have at all, for those that something fixes.</summary>
    public static IReadOnlyDictionary<string, HashSet<object>> Governors(World world, Condition? where, IReadOnlyDictionary<string, object> dataId)
    {
        var fixedValues = new Dictionary<string, HashSet<object>>();
        foreach (var conjunct in Conjuncts(where, positive: true))
        {
            switch (conjunct)
            {
                case Condition.Compare { Operator: "=", Left: Operand.Of { Column: Column.Key key }, Right: Operand.Literal or Operand.Bind } c:
                    Restrict(key.Dimension, [Values.Of(c.Right, new Situation())!]);
                    break;
                case Condition.Compare { Operator: "=", Right: Operand.Of { Column: Column.Key key }, Left: Operand.Literal or Operand.Bind } c:
                    Restrict(key.Dimension, [Values.Of(c.Left, new Situation())!]);
                    break;
                case Condition.In { Negated: false, Value: Operand.Of { Column: Column.Key key } } i when !i.Items.OfType<ListItem.Null>().Any():
                    Restrict(key.Dimension, i.Items.SelectMany(item => item is ListItem.Sequence s ? s.Values : item is ListItem.One o ? [Values.Of(o.Value, new Situation())!] : []));
                    break;
                default:
                    break;
            }
        }

        foreach (var (name, value) in dataId)
            Restrict(name, [value]);
        return fixedValues;

        void Restrict(string dimension, IEnumerable<object> values)
        {
            if (world.Universe.Governors.Any(g => g.Name == dimension))
                fixedValues[dimension] = fixedValues.TryGetValue(dimension, out var before) ? [.. values.Where(before.Contains)] : [.. values];
        }
    }

    // Conditions that must hold for the whole to hold.
    private static IEnumerable<Condition> Conjuncts(Condition? condition, bool positive) => (condition, positive) switch
    {
        (null, _) => [],
        (Condition.Not n, _) => Conjuncts(n.Inner, !positive),
        (Condition.And a, true) => a.Parts.SelectMany(p => Conjuncts(p, true)),
        (Condition.Or o, false) => o.Parts.SelectMany(p => Conjuncts(p, false)),
        (Condition.Compare { Operator: "!=" } c, false) => [c with { Operator = "=" }],
        (_, true) => [condition!],
        _ => [],
    };
}

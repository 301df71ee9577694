using SkyButler.Datasets;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Records;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Registry.Histories.Operations;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>Random histories over few names, so that what is done often meets what was done before.</summary>
internal sealed class HistoryMaker(int seed)
{
    private static readonly string[] Collections = ["a", "A", "ab", "a/b", "b_1", "b%", "c"];
    private static readonly string[] Globs = ["*", "a*", "?", "[ab]*", "[!a]*", "b_*", "b%", "*b", "a"];
    private static readonly string[] Types = ["t", "u", "t_1"];
    private static readonly string[] Texts = ["", "text", "it's"];
    private static readonly (int First, int Last)[] Families = [(0, 19), (20, 26), (27, 33), (34, 43), (44, 62), (63, 84), (85, 94), (95, 99)];
    private readonly Choices choices = new(seed);
    private List<(int First, int Last)> families = [];

    /// <summary>
    /// A history that begins with a few collections, types and detectors. Each has operations of a few families, so that these meet more often
    /// than if all were mixed, and many are done again.
    /// </summary>
    public IReadOnlyList<Step> Make(int length)
    {
        families = choices.Several(Families, choices.Number(1, 6));
        var start = new List<Operation> { new RecordOperation.Insert([(1, "n1"), (2, "n2")], RecordInsertMode.New) };
        start.AddRange(choices.Some(Collections, 80).Select(c => new CollectionOperation.Register([c], Kind(), "")));
        start.AddRange(choices.Some(Types, 80).Select(t => new TypeOperation.Register(t, choices.Pick(0, 1, 1, 3, 4))));
        var steps = start.Select(o => new Step(choices.Number(0, 1), o)).ToList();
        while (steps.Count < start.Count + length)
            steps.Add(new(choices.Number(0, 1), choices.Chance(30) ? choices.Pick<Step>(steps).Operation : Any(0)));
        return steps;
    }

    private Operation Any(int depth)
    {
        var (first, last) = choices.Pick<(int, int)>(families);
        return Make(choices.Number(first, last), depth);
    }

    private Operation Make(int number, int depth) => number switch
    {
        < 6 => new CollectionOperation.Register(Several(Collections, 2), Kind(), choices.Pick(Texts)),
        < 9 => new CollectionOperation.Remove(Several(Collections, 2)),
        < 18 => new CollectionOperation.Edit(choices.Pick(Collections), choices.Pick(Enum.GetValues<ChainEdit>()), Several(Collections, 3)),
        < 20 => new CollectionOperation.Describe(choices.Pick(Collections), choices.Pick(Texts)),
        < 23 => new CollectionOperation.Query(Several(Globs, 2), choices.Chance(30) ? Kind() : null),
        < 25 => new CollectionOperation.Flatten(Several(Collections, 3)),
        < 27 => new CollectionOperation.Summarize(Several(Collections, 3)),
        < 31 => new TypeOperation.Register(choices.Pick(Types), choices.Number(0, TypeForms.Count - 1)),
        < 33 => new TypeOperation.Remove(Several(Types, 2)),
        < 34 => new TypeOperation.Query(Several(["*", "t*", "u", "?", "[!u]*"], 2)),
        < 38 => new RecordOperation.Insert([.. Enumerable.Range(0, choices.Number(1, 3)).Select(_ => (Detector(), FullName()))], choices.Pick(Enum.GetValues<RecordInsertMode>())),
        < 42 => new RecordOperation.Sync(Detector(), FullName(), choices.Pick(Enum.GetValues<RecordSync>())),
        < 44 => new RecordOperation.Expand(Detector()),
        < 56 => new DatasetOperation.Insert(choices.Pick(Types), choices.Pick(Collections), [.. Enumerable.Range(0, choices.Number(1, 2)).Select(_ => Detector())], choices.Pick(Enum.GetValues<DatasetIdMode>())),
        < 60 => new DatasetOperation.Import([.. Enumerable.Range(0, choices.Number(1, 3)).Select(_ => ($"g{choices.Number(1, 4)}", Dataset()))]),
        < 63 => new DatasetOperation.Remove(Datasets()),
        < 70 => new MembershipOperation.Associate(choices.Pick(Collections), Datasets()),
        < 73 => new MembershipOperation.Disassociate(choices.Pick(Collections), Datasets()),
        < 81 => new MembershipOperation.Certify(choices.Pick(Collections), Datasets(), Period()),
        < 85 => new MembershipOperation.Decertify(choices.Pick(Collections), choices.Pick(Types), Period(), choices.Chance(50) ? null : [Detector()]),
        < 87 => new SearchOperation.Get(Datasets()),
        < 92 => new SearchOperation.Find(choices.Pick(Types), Several(Collections, 3), [.. Enumerable.Range(0, choices.Number(1, 3)).Select(_ => (Detector(), choices.Chance(30) ? (Period?)null : Period()))]),
        < 95 => new SearchOperation.List(choices.Pick("*", "t*", "?", "u"), Several(choices.Chance(50) ? Collections : Globs, 3), choices.Chance(50)),
        < 96 => new Reopen(),
        _ => depth == 2 ? new Reopen() : new Transaction([.. Enumerable.Range(0, choices.Number(1, 6)).Select(_ => Any(depth + 1))], choices.Chance(40)),
    };

    private CollectionType Kind() => choices.Pick(CollectionType.Run, CollectionType.Run, CollectionType.Tagged, CollectionType.Calibration, CollectionType.Calibration, CollectionType.Chained);

    private int Detector() => choices.Number(1, 3);

    private string FullName() => $"n{choices.Number(1, 4)}";

    private DatasetName Dataset() => new(choices.Pick(Types), choices.Pick(Collections), Detector());

    private List<DatasetName> Datasets() => [.. Enumerable.Range(0, choices.Number(1, 3)).Select(_ => Dataset())];

    private List<string> Several(IReadOnlyList<string> from, int count) => choices.Several(from, choices.Number(1, count));

    private Period Period()
    {
        var (from, to) = (choices.Number(States.Period.First, States.Period.Last), choices.Number(States.Period.First, States.Period.Last));
        return from == to ? new(States.Period.First, States.Period.Last) : from < to || choices.Chance(10) ? new(from, to) : new(to, from);
    }
}

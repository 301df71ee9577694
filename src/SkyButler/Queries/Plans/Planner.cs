using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans;

/// <summary>Decides how a question is answered. Pure: the same question always gets the same plan.</summary>
internal sealed class Planner
{
    private readonly Question question;
    private readonly Aliases aliases = new();
    private readonly List<Source> sources = [];

    private Planner(Question question) => this.question = question;

    /// <summary>The plan for a question.</summary>
    /// <exception cref="QueryException">It is ambiguous or contradicts the dimensions.</exception>
    /// <exception cref="UnsupportedQueryException">This build can't answer it.</exception>
    public static QueryPlan Plan(Question question) => new Planner(question).Plan();

    private QueryPlan Plan()
    {
        OrderRules.Check(question);
        var dimensions = AllDimensions(question.Conditions.SelectMany(c => c.Columns()));
        var clauses = question.Conditions.SelectMany(ConjunctiveForm.Of).ToList();
        if (!question.IsPart)
        {
            clauses.AddRange(GovernorRules.Defaults(dimensions, question));
            clauses.AddRange(TemporalJoins.Implied(dimensions, question, clauses));
        }

        var spatial = SpatialJoins.Make(question, dimensions, clauses, aliases);
        var stated = clauses.ToList();
        clauses.RemoveAll(spatial.Settled.Contains);

        var fields = clauses.SelectMany(c => c.Columns()).Concat(OrderColumns()).Concat(Outputs()).ToList();
        foreach (var search in question.Searches)
            sources.Add(new Source.Datasets(aliases.Take(search.Type.Name), search));
        foreach (var table in question.Tables)
            sources.Add(new Source.Table(aliases.Take("given"), table));
        foreach (var element in fields.OfType<QueryColumn.Field>().Select(f => f.Element).Where(e => e.HasTable).Distinct().OrderBy(e => e.Index))
            AddElement(element);
        if (question.Projection is Projection.Records { Element: { HasTable: true } recorded })
            AddElement(recorded);
        sources.AddRange(spatial.Sources);

        var keys = NeededKeys(clauses);
        var (joined, lookedUp) = Relations.Split(dimensions, sources, keys);
        foreach (var element in joined)
            AddElement(element);
        AddMissing(dimensions, [.. lookedUp.SelectMany(e => e.Implied).Select(d => d.Name)], stated);
        var computed = sources.OfType<Source.Computed>().Select(s => s.Rows).Concat(spatial.Tested.Values).Distinct().ToList();
        var parted = Parted(computed);
        var columns = Columns(spatial.Tests, lookedUp);
        return new QueryPlan
        {
            Question = question,
            Sources = sources,
            Conditions = clauses,
            Columns = columns,
            Rows = Rule(dimensions),
            LookUps = NeedsImplied() ? [.. lookedUp.Where(e => question.Dimensions.Contains(e.Name))] : [],
            RegionTests = spatial.Tests,
            RepeatsAfterTests = spatial.Tests.SelectMany(t => t.Elements).SelectMany(e => e.Required).Concat(parted?.Dimensions ?? []).Any(IsForeign),
            Computed = computed,
            Parted = parted,
            Tested = spatial.Tested,
        };
    }

    // Of what is computed, one can be computed and answered part by part, unless all rows must be there before the first is known.
    private ComputedRows? Parted(IReadOnlyList<ComputedRows> computed)
    {
        if (question.OrderBy.Count > 0)
            return null;
        var joined = computed.Where(c => sources.Any(s => s is Source.Computed own && own.Rows == c));
        return joined.FirstOrDefault(c => question.Projection.FirstOf is not { FindsRepeatedly: true } || !c.Dimensions.Any(IsForeign));
    }

    private bool IsForeign(DimensionElement dimension) => !question.Dimensions.Contains(dimension.Name);

    private DimensionGroup AllDimensions(IEnumerable<QueryColumn> columns)
    {
        var all = question.Dimensions;
        foreach (var search in question.Searches)
            all = all.Union(search.Type.Dimensions);
        foreach (var table in question.Tables)
            all = all.Union(table.Dimensions);
        return all.With(question.Joined.Concat(columns.SelectMany(c => c.Dimensions())));
    }

    private void AddElement(DimensionElement element)
    {
        if (!sources.Any(s => s is Source.Element e && e.Definition == element))
            sources.Add(new Source.Element(aliases.Take(element.Name), element));
    }

    // Tables that hold the keys which no table has yet, first the one with the most of them.
    private void AddMissing(DimensionGroup dimensions, HashSet<string> lookedUp, IReadOnlyList<Predicate> clauses)
    {
        while (true)
        {
            var missing = dimensions.Names.Where(n => !lookedUp.Contains(n) && !sources.Any(s => s.Keys.Contains(n))).ToHashSet();
            if (missing.Count == 0)
                return;
            var best = missing.Select(n => dimensions.Universe[n])
                .OrderByDescending(e => e.Required.Concat(e.Implied).Count(d => missing.Contains(d.Name))).ThenBy(e => e.Index).First();
            if (best.ImpliedUnionTarget is { } target)
                sources.Add(new Source.Values(aliases.Take(best.Name), best, dimensions.Universe[target]));
            else if (best.HasTable)
                AddElement(best);
            else
                sources.Add(Pixels(best, clauses));
        }
    }

    private Source Pixels(DimensionElement pixel, IReadOnlyList<Predicate> clauses)
    {
        if (new PartialQuestions(question, clauses).Allowed(pixel) is { } allowed)
        {
            var rows = new ComputedRows.Pixels(aliases.Take(pixel.Name), pixel, allowed);
            return new Source.Computed(rows.Alias, rows);
        }

        var finer = sources.SelectMany(s => s.Keys).Select(k => question.Dimensions.Universe.TryGet(k, out var element) ? element : null)
            .FirstOrDefault(e => e is not null && e.SkyPixSystem == pixel.SkyPixSystem && e.SkyPixLevel > pixel.SkyPixLevel);
        return finer is not null
            ? new Source.Coarser(aliases.Take(pixel.Name), pixel, finer)
            : throw new UnsupportedQueryException($"Cannot join dimension element {pixel} with no table; name a dataset type that has it, or a region to overlap.");
    }

    private IEnumerable<string> NeededKeys(IEnumerable<Predicate> clauses) =>
        clauses.SelectMany(c => c.Columns()).Concat(OrderColumns()).OfType<QueryColumn.Key>().Select(k => k.Dimension.Name)
            .Concat(sources.SelectMany(s => s.Keys))
            .Concat(question.Projection is Projection.General && !question.IsPart ? question.Dimensions.Names : question.Dimensions.Required.Select(d => d.Name));

    private IEnumerable<QueryColumn> OrderColumns() => question.OrderBy.SelectMany(o => o.Value.Columns());

    private IEnumerable<QueryColumn> Outputs() => question.Projection is Projection.General general ? general.Columns : [];

    private bool NeedsImplied() => question.Projection is not Projection.Records && !question.IsPart;

    private List<QueryColumn> Columns(IReadOnlyList<RegionTest> tests, IReadOnlyList<DimensionElement> lookedUp)
    {
        var columns = new List<QueryColumn>();
        if (question.Projection is Projection.Datasets datasets)
        {
            columns.Add(new QueryColumn.Dataset(datasets.Search.Type.Name, DatasetField.DatasetId));
            columns.Add(new QueryColumn.RunKey(datasets.Search.Type.Name));
        }

        var later = lookedUp.SelectMany(e => e.Implied).ToHashSet();
        var result = question.Projection is Projection.Records records
            ? records.Element.Required.Concat(records.Element.Implied)
            : question.Dimensions.Required.Concat(question.Dimensions.Implied.Where(d => !later.Contains(d)));
        columns.AddRange(result.Select(d => new QueryColumn.Key(d)));
        if (question.Projection is Projection.Records { Element: var element })
            columns.AddRange(element.Schema.Fields.Where(f => f.Dimension is null).Select(f => new QueryColumn.Field(element, f)));
        columns.AddRange(Outputs());
        columns.AddRange(tests.SelectMany(t => t.Elements).SelectMany(e => e.Required).Select(d => new QueryColumn.Key(d)));
        return [.. columns.Distinct()];
    }

    private RowRule Rule(DimensionGroup dimensions)
    {
        if (question.Projection.FirstOf is { FindsRepeatedly: true })
            return RowRule.FirstFound;
        var widened = !dimensions.Names.All(question.Dimensions.Contains);
        var pixels = sources.OfType<Source.Pixels>().Any(p => p.PixelKey is null || !dimensions.Contains(p.PixelKey));
        var repeated = question.Searches.Any(Repeats);
        return widened || pixels || repeated ? RowRule.Distinct : RowRule.All;
    }

    // A dataset is in one run only, so that a listing of runs can't have it twice; a data ID may be in each.
    private bool Repeats(DatasetSearch search) => search.FindsRepeatedly
        && !(question.Projection is Projection.Datasets listing && (search.OnlyRuns || listing.Repetition == DatasetRepetition.ForEachMembership));
}

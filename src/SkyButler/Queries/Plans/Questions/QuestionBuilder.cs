using SkyButler.Dimensions;
using SkyButler.Queries.Composition;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Binding;
using SkyButler.Registry;
using SkyButler.Registry.Datasets;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Looks up every name of a query: dimensions, dataset types, collections, columns.</summary>
internal sealed class QuestionBuilder(SqlRegistry registry, QueryDefaults defaults)
{
    /// <summary>The question that a query asks when results of a shape are wanted.</summary>
    public async Task<Question> BuildAsync(QueryParts parts, ResultShape shape, ResultOptions options, CancellationToken cancellationToken)
    {
        RefuseWildcards(parts, shape);
        var types = await TypesAsync(parts, cancellationToken).ConfigureAwait(false);
        var dimensions = Dimensions(shape, types);
        var scope = Scope(parts, dimensions, types);
        var conditions = parts.Conditions.SelectMany(c => Conditions(c, scope)).ToList();
        var order = OrderRules.Read(options.OrderBy, scope with { Dimensions = dimensions });
        var searches = await SearchAsync(parts, types, conditions, cancellationToken).ConfigureAwait(false);
        if (shape is ResultShape.Datasets { Rule: FindRule.All } listing)
            searches = await NarrowAsync(searches, listing.DatasetType, conditions, order, cancellationToken).ConfigureAwait(false);
        return new Question
        {
            Dimensions = dimensions,
            Projection = Project(shape, searches, scope),
            Searches = searches,
            Joined = parts.Dimensions,
            Tables = parts.Tables,
            Conditions = conditions,
            Defaults = await defaults.DataId(Everything(scope, conditions), Mentioned(parts, conditions), cancellationToken).ConfigureAwait(false),
            OrderBy = order,
            Limit = Results.ResultLimit.Wanted(options),
            Offset = options.Offset >= 0 ? options.Offset : throw new QueryException($"An offset of {options.Offset} can't be; it is the number of results to leave out."),
        };
    }

    /// <summary>The conditions that name fields of datasets.</summary>
    public async Task<IReadOnlyList<ConditionPart>> DatasetConditionsAsync(QueryParts parts, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(parts, cancellationToken).ConfigureAwait(false);
        var scope = Scope(parts, registry.Universe.Conform([]), types);
        return [.. parts.Conditions.Where(c => Conditions(c, scope).SelectMany(p => p.Columns()).OfType<QueryColumn.Dataset>().Any())];
    }

    private static void RefuseWildcards(QueryParts parts, ResultShape shape)
    {
        var first = shape switch
        {
            ResultShape.Datasets { Rule: FindRule.First } d => d.DatasetType,
            ResultShape.Rows r => r.First,
            _ => null,
        };
        if (first is not null)
            SearchResolver.RefuseWildcards([.. parts.Searches.Where(s => s.DatasetType == first).SelectMany(s => s.Collections)]);
    }

    private DimensionGroup Dimensions(ResultShape shape, IReadOnlyList<DatasetTypeTables> types) => shape switch
    {
        ResultShape.Datasets d => types.First(t => t.Type.Name == d.DatasetType).Type.Dimensions,
        ResultShape.Records r => Recorded(r.Element).MinimalGroup,
        ResultShape.DataIds d => registry.Universe.Conform(d.Dimensions),
        ResultShape.Rows r => registry.Universe.Conform(r.Dimensions),
        _ => throw new InvalidOperationException($"No dimensions for {shape}."),
    };

    private DimensionElement Recorded(string name) => registry.Universe[name] is { Kind: not DimensionElementKind.SkyPix } element
        ? element
        : throw new UnsupportedQueryException($"'{name}' is a sky pixelization: its records are computed, not kept, and can't be queried.");

    private Projection Project(ResultShape shape, IReadOnlyList<DatasetSearch> searches, BindingScope scope) => shape switch
    {
        ResultShape.Datasets d => new Projection.Datasets(
            searches.First(s => s.Type.Name == d.DatasetType),
            d.Rule == FindRule.First,
            d.Rule == FindRule.EachMembership ? DatasetRepetition.ForEachMembership : DatasetRepetition.Once),
        ResultShape.Records r => new Projection.Records(registry.Universe[r.Element]),
        ResultShape.Rows r => new Projection.General([.. r.Columns.Select(c => Column(c, scope))], r.First is null ? null : First(r.First, searches)),
        _ => new Projection.DataIds(),
    };

    private static QueryColumn Column(string name, BindingScope scope) => new IdentifierResolver(scope).Resolve(name) switch
    {
        Scalar.Reference { Column: QueryColumn.Field { Element.HasTable: false } } =>
            throw new UnsupportedQueryException($"'{name}' is computed from the pixel's index and can't be a column; ask for the index."),
        Scalar.Reference reference => reference.Column,
        _ => throw new QueryException($"'{name}' is not a column; ask for the timespan and take its begin or end."),
    };

    private static DatasetSearch First(string type, IReadOnlyList<DatasetSearch> searches) => searches.FirstOrDefault(s => s.Type.Name == type)
        ?? throw new QueryException($"'{type}' is not searched for by this query, so its first find can't be asked for.{Suggestions.For(type, searches.Select(s => s.Type.Name))}");

    private static BindingScope Scope(QueryParts parts, DimensionGroup dimensions, IReadOnlyList<DatasetTypeTables> types)
    {
        var all = types.Aggregate(dimensions.Union(parts.JoinedDimensions(dimensions.Universe)), (group, t) => group.Union(t.Type.Dimensions));
        return new BindingScope(all, [.. types.Select(t => t.Type.Name)], BindingScope.NoBinds);
    }

    // The dimensions of the question, those that only conditions name among them.
    private static DimensionGroup Everything(BindingScope scope, IEnumerable<Predicate> conditions) =>
        scope.Dimensions.With(conditions.SelectMany(c => c.Columns()).SelectMany(c => c.Dimensions()));

    private static Dictionary<string, object> Mentioned(QueryParts parts, IEnumerable<Predicate> conditions) => conditions
        .SelectMany(c => c.Columns()).OfType<QueryColumn.Key>().Select(k => k.Dimension)
        .Concat(parts.Tables.SelectMany(t => t.Dimensions.Governors)).Distinct().ToDictionary(d => d.Name, object (d) => d, StringComparer.Ordinal);

    private static IReadOnlyList<Predicate> Conditions(ConditionPart part, BindingScope scope)
    {
        var stated = PredicateBinder.Bind(part.Where, scope with { Binds = part.Bind });
        var conditions = DataIdConditions.Make(part.DataId, scope.Universe);
        return stated is Predicate.Constant { Value: true } ? conditions : [stated, .. conditions];
    }

    private async Task<IReadOnlyList<DatasetSearch>> SearchAsync(
        QueryParts parts, IReadOnlyList<DatasetTypeTables> types, IReadOnlyList<Predicate> conditions, CancellationToken cancellationToken)
    {
        var resolver = new SearchResolver(parts.Searched ?? new(registry));
        var allowed = GovernorRules.Allowed(conditions);
        var searches = new List<DatasetSearch>();
        foreach (var same in parts.Searches.DistinctBy(s => s.DatasetType).GroupBy(s => string.Join('\n', s.Collections)))
        {
            var own = same.Select(s => types.First(t => t.Type.Name == s.DatasetType)).ToList();
            var collections = same.First().Collections is { Count: > 0 } given ? given : defaults.Collections;
            searches.AddRange(await resolver.ResolveAsync(own, collections, allowed, cancellationToken).ConfigureAwait(false));
        }

        return searches;
    }

    private async Task<IReadOnlyList<DatasetSearch>> NarrowAsync(
        IReadOnlyList<DatasetSearch> searches, string type, IReadOnlyList<Predicate> conditions, IReadOnlyList<OrderKey> order, CancellationToken cancellationToken)
    {
        var narrowed = new List<DatasetSearch>();
        foreach (var search in searches)
            narrowed.Add(search.Type.Name == type ? await new WholeRuns(registry.Context).NarrowAsync(search, conditions, order, cancellationToken).ConfigureAwait(false) : search);
        return narrowed;
    }

    private async Task<IReadOnlyList<DatasetTypeTables>> TypesAsync(QueryParts parts, CancellationToken cancellationToken)
    {
        var names = parts.Searches.Select(s => s.DatasetType).Distinct(StringComparer.Ordinal).ToList();
        if (names.Find(n => n.Contains('.', StringComparison.Ordinal)) is { } component)
            throw new QueryException($"'{component}' is a component; datasets are searched for by the whole type, '{component[..component.IndexOf('.', StringComparison.Ordinal)]}'.");
        var found = await registry.DatasetTypes.TablesAsync(names, cancellationToken).ConfigureAwait(false);
        var types = new List<DatasetTypeTables>();
        foreach (var name in names)
            types.Add(found.TryGetValue(name, out var tables) ? tables : await registry.DatasetTypes.TablesAsync(name, cancellationToken).ConfigureAwait(false));
        return types;
    }
}

using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Binding;
using SkyButler.Registry;
using SkyButler.Registry.Datasets;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Looks up every name of a query: dimensions, dataset types, collections, columns.</summary>
internal sealed class QuestionBuilder(SqlRegistry registry, IReadOnlyDictionary<string, DataIdValue> defaults)
{
    public async Task<Question> BuildAsync(DatasetQuery query, CancellationToken cancellationToken)
    {
        if (query.FindFirst)
            SearchResolver.RefuseWildcards(query.Collections);
        var type = await registry.DatasetTypes.TablesAsync(query.DatasetType, cancellationToken).ConfigureAwait(false);
        var scope = new BindingScope(type.Type.Dimensions, [type.Type.Name], query.Bind);
        var conditions = Conditions(query.Where, query.DataId, scope);
        var searches = await SearchAsync([type], query.Collections, conditions, cancellationToken).ConfigureAwait(false);
        var projection = new Projection.Datasets(searches[0], query.FindFirst, query.Repetition);
        return Make(type.Type.Dimensions, projection, searches, conditions, query.OrderBy, query.Limit, scope);
    }

    /// <summary>A question for data IDs, or with <paramref name="element"/> for its records.</summary>
    public async Task<Question> BuildAsync(DataIdQuery query, DimensionElement? element, CancellationToken cancellationToken)
    {
        var dimensions = element?.MinimalGroup ?? registry.Universe.Conform(query.Dimensions);
        if (element?.Kind == DimensionElementKind.SkyPix)
            throw new UnsupportedQueryException($"'{element}' is a sky pixelization: its records are computed, not kept, and can't be queried.");
        var types = await TypesAsync(query.Datasets, cancellationToken).ConfigureAwait(false);
        var scope = new BindingScope(All(dimensions, types), [.. types.Select(t => t.Type.Name)], query.Bind);
        var conditions = Conditions(query.Where, query.DataId, scope);
        var searches = await SearchAsync(types, query.Collections, conditions, cancellationToken).ConfigureAwait(false);
        Projection projection = element is null ? new Projection.DataIds() : new Projection.Records(element);
        return Make(dimensions, projection, searches, conditions, query.OrderBy, query.Limit, scope with { Dimensions = dimensions });
    }

    public async Task<Question> BuildAsync(GeneralQuery query, CancellationToken cancellationToken)
    {
        var dimensions = registry.Universe.Conform(query.Dimensions);
        var types = await TypesAsync([.. query.Datasets.Keys], cancellationToken).ConfigureAwait(false);
        if (query.FindFirst && types.Count != 1)
            throw new QueryException($"Only the first find can be asked for with one dataset type; the query searches {types.Count}.");
        var scope = new BindingScope(All(dimensions, types), [.. types.Select(t => t.Type.Name)], query.Bind);
        var conditions = Conditions(query.Where, query.DataId, scope);
        var searches = new List<DatasetSearch>();
        foreach (var same in types.GroupBy(t => string.Join('\n', query.Datasets[t.Type.Name])))
        {
            var collections = query.Datasets[same.First().Type.Name];
            if (query.FindFirst)
                SearchResolver.RefuseWildcards(collections);
            searches.AddRange(await SearchAsync([.. same], collections, conditions, cancellationToken).ConfigureAwait(false));
        }

        var resolver = new IdentifierResolver(scope);
        var columns = query.Columns.Select(c => resolver.Resolve(c) is Scalar.Reference reference
            ? reference.Column
            : throw new QueryException($"'{c}' is not a column; ask for the timespan and take its begin or end."));
        var projection = new Projection.General([.. columns], query.FindFirst ? searches[0] : null);
        return Make(dimensions, projection, searches, conditions, query.OrderBy, query.Limit, scope with { Dimensions = dimensions });
    }

    private Question Make(
        DimensionGroup dimensions,
        Projection projection,
        IReadOnlyList<DatasetSearch> searches,
        IReadOnlyList<Predicate> conditions,
        IReadOnlyList<string> orderBy,
        int? limit,
        BindingScope scope) => new()
        {
            Dimensions = dimensions,
            Projection = projection,
            Searches = searches,
            Conditions = conditions,
            Defaults = defaults,
            OrderBy = OrderRules.Read(orderBy, scope),
            Limit = limit is { } n ? Math.Abs(n) : null,
        };

    private static IReadOnlyList<Predicate> Conditions(string where, DataId dataId, BindingScope scope)
    {
        var stated = PredicateBinder.Bind(where, scope);
        var conditions = DataIdConditions.Make(dataId, scope.Universe);
        return stated is Predicate.Constant { Value: true } ? conditions : [stated, .. conditions];
    }

    private Task<IReadOnlyList<DatasetSearch>> SearchAsync(
        IReadOnlyList<DatasetTypeTables> types, IReadOnlyList<string> collections, IReadOnlyList<Predicate> conditions, CancellationToken cancellationToken) =>
        new SearchResolver(registry).ResolveAsync(types, collections, GovernorRules.Allowed(conditions), cancellationToken);

    private async Task<IReadOnlyList<DatasetTypeTables>> TypesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await registry.DatasetTypes.TablesAsync(names, cancellationToken).ConfigureAwait(false);
        var types = new List<DatasetTypeTables>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            types.Add(found.TryGetValue(name, out var tables) ? tables : await registry.DatasetTypes.TablesAsync(name, cancellationToken).ConfigureAwait(false));
        return types;
    }

    private static DimensionGroup All(DimensionGroup dimensions, IReadOnlyList<DatasetTypeTables> types) =>
        types.Aggregate(dimensions, (group, t) => group.Union(t.Type.Dimensions));
}

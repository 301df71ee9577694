using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Queries.Expressions.Binding;

/// <summary>Finds the column that an identifier names: a dimension, a field with or without its element, a field of a dataset type.</summary>
/// <param name="scope">What can be named.</param>
/// <param name="otherwise">What is said of an unknown name that is like no other, led by a blank.</param>
internal sealed class IdentifierResolver(BindingScope scope, string otherwise = "")
{
    private const string Timespan = "timespan";

    /// <summary>The column, or a bound of a timespan column.</summary>
    /// <exception cref="QueryException">The identifier names nothing, or several things.</exception>
    public Scalar Resolve(string identifier)
    {
        var parts = identifier.Split('.');
        return parts switch
        {
            [var name] => Bare(name),
            [Timespan, "begin" or "end"] => new Scalar.Bound(Bare(Timespan), parts[1] == "end"),
            [var owner, var field] => Qualified(identifier, owner, field),
            [var owner, Timespan, "begin" or "end"] => new Scalar.Bound(Qualified(identifier, owner, Timespan), parts[2] == "end"),
            _ => throw Unrecognized(identifier, $"{parts[0]}.{parts[1]}"),
        };
    }

    private Scalar.Reference Bare(string name)
    {
        if (scope.Universe.TryGet(name, out var dimension) && dimension.IsDimension)
            return new Scalar.Reference(new QueryColumn.Key(dimension));
        var matches = Candidates(name).ToList();
        return matches switch
        {
            [var only] => new Scalar.Reference(only),
            [] => throw Unrecognized(name, name),
            _ => throw new QueryException(
                $"Ambiguous identifier '{name}' matches multiple fields: {string.Join(", ", matches.Select(m => $"'{m}'"))}; write one of them."),
        };
    }

    private IEnumerable<QueryColumn> Candidates(string name)
    {
        foreach (var element in scope.Dimensions.Elements.Where(e => e.HasTable || e.SkyPixSystem is not null))
            if (Own(element, name) is { } column)
                yield return column;
        if (DatasetFields.Find(name) is { } field)
            foreach (var type in scope.DatasetTypes)
                yield return new QueryColumn.Dataset(type, field);
    }

    private Scalar.Reference Qualified(string identifier, string owner, string field)
    {
        if (scope.Universe.TryGet(owner, out var element))
            return new Scalar.Reference(OfElement(element, field));
        if (scope.DatasetTypes.Contains(owner))
            return new Scalar.Reference(OfDatasetType(owner, field));
        if (DatasetFields.Find(field) is not null)
            throw new QueryException($"'{identifier}' names the dataset type '{owner}', which this query does not search.{Suggestions.For(owner, scope.DatasetTypes)}");
        throw Unrecognized(identifier, owner);
    }

    private static QueryColumn OfElement(DimensionElement element, string field) =>
        element.Required.Concat(element.Implied).FirstOrDefault(d => d.Name == field) is { } dependency
            ? new QueryColumn.Key(dependency)
            : Own(element, field) ?? throw new QueryException(
                $"Unrecognized field '{field}' for {element}.{Suggestions.For(field, element.Schema.Fields.Select(f => f.Name))}");

    private static QueryColumn OfDatasetType(string type, string field) => DatasetFields.Find(field) is { } member
        ? new QueryColumn.Dataset(type, member)
        : throw new QueryException($"Unrecognized field '{field}' for dataset type {type}; there are {string.Join(", ", DatasetFields.Names)}.");

    // A column that is the element's own, its key among them, but not the values of other dimensions.
    private static QueryColumn? Own(DimensionElement element, string name)
    {
        if (element.PrimaryKey?.Name == name)
            return new QueryColumn.Key(element);
        if (!element.HasTable && element.SkyPixSystem is null)
            return null;
        var index = element.Schema.IndexOf(name);
        return index >= 0 && element.Schema.Fields[index].Kind is not (DimensionFieldKind.Required or DimensionFieldKind.Implied)
            ? new QueryColumn.Field(element, element.Schema.Fields[index])
            : null;
    }

    private QueryException Unrecognized(string identifier, string part)
    {
        var known = scope.Universe.Elements.Where(e => e.HasTable || e.IsDimension).Select(e => e.Name)
            .Concat(scope.Dimensions.Elements.SelectMany(e => e.HasTable ? e.Schema.Fields.Select(f => f.Name) : []))
            .Concat(scope.DatasetTypes);
        var suggestion = Suggestions.For(part, known);
        return new QueryException($"Unrecognized identifier '{identifier}'.{(suggestion.Length > 0 ? suggestion : otherwise)}");
    }
}

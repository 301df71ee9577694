using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>The values of a data ID as conditions.</summary>
internal static class DataIdConditions
{
    /// <summary>An equality for each value; a value of another type than the dimension's key is an alternate key.</summary>
    /// <exception cref="DimensionException">A name is no dimension or field, or a value has the wrong type.</exception>
    public static IReadOnlyList<Predicate> Make(DataId dataId, DimensionUniverse universe)
    {
        if (dataId.Count == 0)
            return [];
        var conditions = new List<Predicate>();
        foreach (var (name, value) in dataId)
            conditions.Add(new Predicate.Comparison(BinaryOperator.Equal, new Scalar.Reference(Column(name, Scalar.Of(value), universe)), Scalar.Of(value)));
        return conditions;
    }

    private static QueryColumn Column(string name, Scalar.Literal value, DimensionUniverse universe)
    {
        if (name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0)
            return Field(universe[name[..dot]], name[(dot + 1)..], value);
        var dimension = universe[name];
        if (!dimension.IsDimension)
            throw new DimensionNameException($"'{name}' relates dimensions and is none itself; a data ID names {string.Join(", ", dimension.Required)}.");
        if (ScalarTypes.Of(dimension.PrimaryKey!.Type) == value.Type)
            return new QueryColumn.Key(dimension);
        return dimension.AlternateKeys.FirstOrDefault(k => ScalarTypes.Of(k.Type) == value.Type) is { } alternate
            ? Field(dimension, alternate.Name, value)
            : throw new DataIdException($"The dimension '{dimension}' takes {Noun(dimension.PrimaryKey.Type)}, not {value}.");
    }

    private static QueryColumn Field(DimensionElement element, string field, Scalar.Literal value)
    {
        QueryColumn? column = element.Required.Concat(element.Implied).FirstOrDefault(d => d.Name == field || (d == element && d.PrimaryKey!.Name == field)) is { } dimension
            ? new QueryColumn.Key(dimension)
            : element.HasTable && element.Schema.IndexOf(field) is var index and >= 0 ? new QueryColumn.Field(element, element.Schema.Fields[index]) : null;
        if (column is null)
            throw new DimensionException($"'{element}' has no field '{field}'.{Suggestions.For(field, element.Schema.Fields.Select(f => f.Name))}");
        return ScalarTypes.AreComparable(column.Type, value.Type)
            ? column
            : throw new DataIdException($"The field '{column}' is of type {column.Type.Word()}, so {value} can't be its value.");
    }

    private static string Noun(ColumnType type) => type == ColumnType.String ? "text" : "an integer";
}

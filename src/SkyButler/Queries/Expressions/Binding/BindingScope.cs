using SkyButler.Dimensions;

namespace SkyButler.Queries.Expressions.Binding;

/// <summary>What names in a condition may mean.</summary>
/// <param name="Dimensions">The dimensions of the question, whose elements' fields may stand without the element.</param>
/// <param name="DatasetTypes">Names of the dataset types that the question searches.</param>
/// <param name="Binds">Values by name; a sequence may stand in a list.</param>
internal sealed record BindingScope(
    DimensionGroup Dimensions, IReadOnlyList<string> DatasetTypes, IReadOnlyDictionary<string, object?> Binds)
{
    public static IReadOnlyDictionary<string, object?> NoBinds { get; } = new Dictionary<string, object?>();

    public DimensionUniverse Universe => Dimensions.Universe;

    /// <summary>A bind value by its name, with or without the colon that a key may be led by.</summary>
    public bool TryGetBind(string name, out object? value) => Binds.TryGetValue(name, out value) || Binds.TryGetValue(":" + name, out value);
}

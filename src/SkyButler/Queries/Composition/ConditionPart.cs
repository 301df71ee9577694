using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries.Composition;

/// <summary>One condition of a query: a text with its bind values, or values that dimensions must have.</summary>
internal sealed record ConditionPart(string Where, IReadOnlyDictionary<string, object?> Bind, DataId DataId);

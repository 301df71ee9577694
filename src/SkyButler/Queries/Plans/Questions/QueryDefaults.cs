using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>What a client takes for granted.</summary>
/// <param name="Collections">Collections to search where a query names none.</param>
/// <param name="DataId">
/// Finds values for governors of a group; those that the query mentions itself, by name in the second argument, need none.
/// </param>
internal sealed record QueryDefaults(
    IReadOnlyList<string> Collections,
    Func<DimensionGroup, IReadOnlyDictionary<string, object>, CancellationToken, Task<IReadOnlyDictionary<string, DataIdValue>>> DataId)
{
    /// <summary>Known values and no collections.</summary>
    public static QueryDefaults Of(IReadOnlyDictionary<string, DataIdValue> dataId) => new([], (_, _, _) => Task.FromResult(dataId));
}

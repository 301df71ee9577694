using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries.Results;

/// <summary>A row of an answer with columns of the asker's choice.</summary>
/// <param name="DataId">Values of the dimensions.</param>
/// <param name="Values">
/// Values in the order of the columns asked for: long, string, double, bool, byte[], <see cref="Guid"/>,
/// <see cref="SkyButler.Dimensions.Times.Timespan"/>, <see cref="SkyButler.Geometry.Region"/>, instants as TAI nanoseconds (long), or null.
/// </param>
public sealed record GeneralRow(DataCoordinate DataId, IReadOnlyList<object?> Values);

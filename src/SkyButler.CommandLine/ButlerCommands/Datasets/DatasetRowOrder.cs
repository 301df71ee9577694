using SkyButler.CommandLine.Output;
using SkyButler.Datasets;
using SkyButler.Dimensions;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary>
/// The order of the rows of a <see cref="DatasetTable"/>: by type and run, then by the dimensions that have a place or a time, with what those
/// require, then by the others.
/// </summary>
internal sealed class DatasetRowOrder(DatasetType type) : IComparer<object?[]>
{
    private const int KeyColumn = 3;
    private readonly int[] order = Order(type);

    public int Compare(object?[]? x, object?[]? y)
    {
        foreach (var column in order)
            if (Compare(x![column], y![column]) is var way && way != 0)
                return way;
        return 0;
    }

    private static int[] Order(DatasetType type)
    {
        List<int> order = [0, 1];
        foreach (var key in SortedKeys(type))
            order.Add(KeyColumn + type.Dimensions.IndexOf(key));
        order.Add(2);
        return [.. order];
    }

    private static IEnumerable<string> SortedKeys(DatasetType type)
    {
        var elements = type.Dimensions.DataIdKeys.Select(key => type.Dimensions.Universe[key]).ToList();
        var early = elements.Where(HasPlaceOrTime).SelectMany(element => element.Required.Select(required => required.Name));
        var late = elements.Where(element => !HasPlaceOrTime(element)).Select(element => element.Name);
        return early.Concat(late).Distinct(StringComparer.Ordinal);
    }

    private static bool HasPlaceOrTime(DimensionElement element) => element.SpatialFamily is not null || element.TemporalFamily is not null;

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        _ when ReferenceEquals(a, b) => 0,
        (long x, long y) => x.CompareTo(y),
        (Guid x, Guid y) => x.CompareTo(y),
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => string.CompareOrdinal(CellText.Of(a), CellText.Of(b)),
    };
}

using SkyButler.CommandLine.Output;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary>Datasets of one type as a table: type, run, identifier, data ID, and where they are if asked for.</summary>
internal sealed class DatasetTable(string name, DatasetType type, bool showsUri)
{
    private const int KeyColumn = 3;

    private readonly List<object?[]> rows = [];

    /// <summary>The dataset type's name, or a component's.</summary>
    public string Name => name;

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<TableColumn> Columns =>
    [
        new("type"), new("run"), new("id"),
        .. type.Dimensions.DataIdKeys.Select(key => new TableColumn(key)),
        .. showsUri ? (TableColumn[])[new("URI")] : [],
    ];

    /// <summary>One row.</summary>
    public object?[] Row(DatasetRef dataset, DatasetUri? uri)
    {
        var keys = type.Dimensions.DataIdKeys.Select(key => dataset.DataId.TryGet(key, out var value) ? value.ToObject() : null);
        object?[] row = [name, dataset.Run, dataset.Id.ToString(), .. keys];
        return showsUri ? [.. row, uri?.Uri.ToString()] : row;
    }

    /// <summary>Adds a row.</summary>
    public void Add(DatasetRef dataset, DatasetUri? uri) => rows.Add(Row(dataset, uri));

    /// <summary>
    /// Sorts by type and run, then by the dimensions that have a place or a time, with what those require, then by the others.
    /// </summary>
    public void Sort()
    {
        int[] order = [0, 1, .. SortedKeys().Select(key => KeyColumn + type.Dimensions.IndexOf(key))];
        rows.Sort((a, b) => order.Select(i => Compare(a[i], b[i])).FirstOrDefault(result => result != 0));
    }

    /// <summary>Writes the table.</summary>
    public async Task WriteAsync(ListingWriter writer, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(Columns, cancellationToken);
        foreach (var row in rows)
            await writer.AddAsync(row, cancellationToken);
    }

    private IEnumerable<string> SortedKeys()
    {
        var elements = type.Dimensions.DataIdKeys.Select(key => type.Dimensions.Universe[key]).ToList();
        var early = elements.Where(HasPlaceOrTime).SelectMany(element => element.Required.Select(required => required.Name));
        var late = elements.Where(element => !HasPlaceOrTime(element)).Select(element => element.Name);
        return early.Concat(late).Distinct(StringComparer.Ordinal);
    }

    private static bool HasPlaceOrTime(DimensionElement element) => element.SpatialFamily is not null || element.TemporalFamily is not null;

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        _ => string.CompareOrdinal(CellText.Of(a), CellText.Of(b)),
    };
}

using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Output.Spools;
using SkyButler.Datasets;
using SkyButler.Datastores;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary>Datasets of one type as a table: type, run, identifier, data ID, and where they are if asked for.</summary>
internal sealed class DatasetTable : IAsyncDisposable
{
    private readonly string name;
    private readonly DatasetType type;
    private readonly bool showsUri;
    private readonly RowSpool rows;
    private readonly int[] positions;

    /// <summary>Makes a table without rows.</summary>
    /// <param name="name">The dataset type's name, or a component's.</param>
    /// <param name="type">The dataset type.</param>
    /// <param name="showsUri">Whether there is a column for where datasets are.</param>
    /// <param name="isSorted">Whether rows that are kept are sorted.</param>
    public DatasetTable(string name, DatasetType type, bool showsUri, bool isSorted)
    {
        this.name = name;
        this.type = type;
        this.showsUri = showsUri;
        rows = new RowSpool(isSorted ? new DatasetRowOrder(type) : null);
        positions = new int[type.Dimensions.DataIdKeys.Count];
        for (var k = 0; k < positions.Length; k++)
            positions[k] = type.Dimensions.IndexOf(type.Dimensions.DataIdKeys[k]);
        Columns = [new("type"), new("run"), new("id"), .. type.Dimensions.DataIdKeys.Select(key => new TableColumn(key)), .. showsUri ? (TableColumn[])[new("URI")] : []];
    }

    /// <summary>The dataset type's name, or a component's.</summary>
    public string Name => name;

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>One row.</summary>
    public object?[] Row(DatasetRef dataset, DatasetUri? uri)
    {
        var row = new object?[Columns.Count];
        row[0] = name;
        row[1] = dataset.Run;
        row[2] = dataset.Id;
        var values = dataset.DataId.Values;
        for (var i = 0; i < positions.Length; i++)
            row[i + 3] = positions[i] < values.Length ? values[positions[i]].ToObject() : null;
        if (showsUri)
            row[^1] = uri?.Uri.ToString();
        return row;
    }

    /// <summary>Keeps a row.</summary>
    public ValueTask AddAsync(object?[] row, CancellationToken cancellationToken) => rows.AddAsync(row, cancellationToken);

    /// <summary>Writes the table with the rows that were kept.</summary>
    public async Task WriteAsync(ListingWriter writer, CancellationToken cancellationToken)
    {
        var garbage = new GarbageLimit();
        await writer.BeginAsync(Columns, cancellationToken);
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            await writer.AddAsync(row, cancellationToken);
            garbage.Note();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => rows.DisposeAsync();
}

using SkyButler.Datasets;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Datasets;

/// <summary>Writes the rows of datasets that are new: the dataset, the summary of its run, its membership. What is there already is refused.</summary>
internal sealed class DatasetRows(RegistryContext context, SummaryWriter summaries)
{
    /// <summary>Writes the rows of datasets of one type in one run.</summary>
    /// <param name="tables">Their type with its tables.</param>
    /// <param name="run">The key of the run.</param>
    /// <param name="refs">The datasets; their data IDs are of the type's dimensions.</param>
    /// <param name="date">When they were registered.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task InsertAsync(DatasetTypeTables tables, object run, IReadOnlyList<DatasetRef> refs, long date, CancellationToken cancellationToken)
    {
        await InsertDatasetsAsync(tables, run, refs, date, cancellationToken).ConfigureAwait(false);
        await summaries.WriteAsync(run, tables, refs.Select(r => r.DataId), cancellationToken).ConfigureAwait(false);
        await InsertTagsAsync(tables, run, refs, cancellationToken).ConfigureAwait(false);
    }

    private Task InsertDatasetsAsync(DatasetTypeTables tables, object run, IReadOnlyList<DatasetRef> refs, long date, CancellationToken cancellationToken)
    {
        object stored = context.Variant.DatesAreText ? UtcText.Write(date) : date;
        return context.Database.InsertAsync(
            new RowInsert("dataset", CoreTables.Dataset(context.Variant).Columns),
            refs,
            (row, dataset) =>
            {
                row.Write(dataset.Id);
                row.Write(tables.Id);
                row.WriteAny(stored);
                row.WriteAny(run);
            },
            cancellationToken);
    }

    private Task InsertTagsAsync(DatasetTypeTables tables, object run, IReadOnlyList<DatasetRef> refs, CancellationToken cancellationToken)
    {
        var required = tables.Type.Dimensions.Required;
        return context.Database.InsertAsync(
            new RowInsert(tables.Tags, DatasetTables.TagColumns(tables.Type.Dimensions, context.Variant)),
            refs,
            (row, dataset) =>
            {
                row.Write(tables.Id);
                row.Write(dataset.Id);
                row.WriteAny(run);
                var values = dataset.DataId.Values;
                for (var i = 0; i < required.Count; i++)
                    row.Write(values[i]);
            },
            cancellationToken);
    }
}

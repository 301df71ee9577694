using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Notes which dataset types and governor values collections hold; rows of membership refer to these, so they come first.</summary>
internal sealed class SummaryWriter(RegistryContext context)
{
    private Database Database => context.Database;

    /// <summary>Notes a dataset type and the governor values of data IDs for one collection.</summary>
    public async Task WriteAsync(object collection, DatasetTypeTables type, IEnumerable<DataCoordinate> dataIds, CancellationToken cancellationToken)
    {
        await WriteTypeAsync([collection], type, cancellationToken).ConfigureAwait(false);
        var governors = type.Type.Dimensions.Governors.Where(g => g.HasTable).ToList();
        if (governors.Count == 0)
            return;
        var values = governors.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        foreach (var dataId in dataIds)
            for (var g = 0; g < governors.Count; g++)
                values[g].Add(dataId.Values[type.Type.Dimensions.IndexOf(governors[g].Name)].Text);
        for (var g = 0; g < governors.Count; g++)
            await WriteGovernorAsync(governors[g], values[g].Select(v => (collection, v)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes a dataset type for collections.</summary>
    public Task WriteTypeAsync(IReadOnlyList<object> collections, DatasetTypeTables type, CancellationToken cancellationToken) => Database.InsertAsync(
        Insert(SummaryTables.DatasetTypeName, ColumnDefinition.Integer("dataset_type_id")),
        collections,
        (row, collection) =>
        {
            row.WriteAny(collection);
            row.Write(type.Id);
        },
        cancellationToken);

    /// <summary>Notes values of a governor for collections.</summary>
    public Task WriteGovernorAsync(DimensionElement governor, IEnumerable<(object Collection, string Value)> values, CancellationToken cancellationToken) =>
        Database.InsertAsync(
            Insert(SummaryTables.GovernorName(governor), ColumnDefinition.Key(governor.Name, governor)),
            [.. values],
            (row, value) =>
            {
                row.WriteAny(value.Collection);
                row.Write(value.Value);
            },
            cancellationToken);

    private RowInsert Insert(string table, ColumnDefinition value) =>
        new(table, context.Variant.CollectionReference(context.Variant.CollectionColumn), value) { Conflict = InsertConflict.Ignore };
}

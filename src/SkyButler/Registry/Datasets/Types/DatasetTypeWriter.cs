using SkyButler.Datasets;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Datasets.Types;

/// <summary>Registers and removes dataset types; makes the tables of a group of dimensions with the first type that needs them.</summary>
internal sealed class DatasetTypeWriter(RegistryContext context, DatasetTypeCatalog catalog)
{
    private Database Database => context.Database;

    public async Task<IReadOnlyList<string>> RegisterAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken)
    {
        var absent = await FindAbsentAsync(types, cancellationToken).ConfigureAwait(false);
        if (absent.Count == 0)
            return [];
        if (Database.IsInTransaction)
            throw new RegistryException($"The dataset type '{absent[0].Name}' can't be registered inside a transaction, since it may need new tables; register it before.");
        return await RegisterAsync(await PrepareAsync(absent, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> RegisterAsync(PreparedTypes prepared, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatasetType> added = [];
        if (prepared.Types.Count > 0)
            await Database.EnsureAsync(
                async token =>
                {
                    added = await AbsentAsync(prepared.Types, token).ConfigureAwait(false);
                    await InsertAsync(added, prepared.Keys, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        return [.. added.Select(t => t.Name)];
    }

    public async Task<IReadOnlyList<DatasetType>> FindAbsentAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken)
    {
        foreach (var type in types)
            Check(type);
        // Another client may have removed one, and perhaps made another of its name.
        if (!Database.IsInTransaction)
            catalog.Forget(types.Select(t => t.Name));
        return await AbsentAsync(types, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PreparedTypes> PrepareAsync(IReadOnlyList<DatasetType> absent, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in absent)
            keys[type.Name] = await MakeTablesAsync(type, cancellationToken).ConfigureAwait(false);
        return new(absent, keys);
    }

    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => Database.SavepointAsync(
        async token =>
        {
            var found = await catalog.FindAsync(names, token).ConfigureAwait(false);
            if (names.FirstOrDefault(n => !found.ContainsKey(n)) is { } missing)
                throw new MissingDatasetTypeException($"The dataset type '{missing}' is not registered, so it can't be removed.");
            try
            {
                await Database.ExecuteAsync(Database.Sql().Append($"DELETE FROM dataset_type WHERE name IN {names}").Build(), token).ConfigureAwait(false);
            }
            catch (ConstraintException e) when (e.Kind == ConstraintKind.ForeignKey)
            {
                throw new OrphanedRecordException(
                    $"The dataset types {string.Join(", ", names.Select(n => $"'{n}'"))} can't be removed: there are datasets of them; remove those first.", e);
            }

            catalog.Forget(names);
        },
        cancellationToken);

    private static void Check(DatasetType type)
    {
        if (type.Component is not null)
            throw new RegistryException($"'{type.Name}' names a component; register the dataset type '{type.ParentName}' instead.");
    }

    private async Task<IReadOnlyList<DatasetType>> AbsentAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken)
    {
        var there = await catalog.FindAsync([.. types.Select(t => t.Name)], cancellationToken).ConfigureAwait(false);
        var absent = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            var other = there.GetValueOrDefault(type.Name)?.Type ?? absent.GetValueOrDefault(type.Name);
            if (other is null)
                absent[type.Name] = type;
            else if (!other.Equals(type))
                throw new ConflictException($"The dataset type '{type.Name}' can't be registered as {type}: it is there as {other}.");
        }

        return [.. absent.Values];
    }

    private async Task<long> MakeTablesAsync(DatasetType type, CancellationToken cancellationToken)
    {
        if (type.Dimensions.Universe != context.Universe)
            throw new RegistryException($"The dataset type '{type.Name}' has dimensions of another universe ({type.Dimensions.Universe}) than the repository's ({context.Universe}).");
        var key = await catalog.Groups.EnsureAsync(type.Dimensions, cancellationToken).ConfigureAwait(false);
        await Database.EnsureTableAsync(DatasetTables.Tags(DatasetTables.TagsName(key), type.Dimensions, context.Variant), cancellationToken).ConfigureAwait(false);
        if (type.IsCalibration)
            await Database.EnsureTableAsync(DatasetTables.Calibs(DatasetTables.CalibsName(key), type.Dimensions, context.Variant), cancellationToken).ConfigureAwait(false);
        return key;
    }

    private Task InsertAsync(IReadOnlyList<DatasetType> types, IReadOnlyDictionary<string, long> keys, CancellationToken cancellationToken) => Database.InsertAsync(
        new RowInsert(CoreTables.DatasetType.Name, [.. CoreTables.DatasetType.Columns.Skip(1)]) { Generated = "id" },
        types,
        (row, type) =>
        {
            row.Write(type.Name);
            row.Write(type.StorageClass);
            row.Write(keys[type.Name]);
            row.Write(DatasetTables.TagsName(keys[type.Name]));
            row.Write(type.IsCalibration ? DatasetTables.CalibsName(keys[type.Name]) : null);
        },
        cancellationToken);
}

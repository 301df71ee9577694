using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Opaque;

/// <summary>Which datastore holds which dataset, and which datasets wait to be deleted.</summary>
public sealed class DatasetLocations
{
    private const int Chunk = 10_000;
    private readonly RegistryContext context;

    internal DatasetLocations(RegistryContext context) => this.context = context;

    private Database Database => context.Database;

    /// <summary>Says that a datastore holds datasets; those that it holds already are left alone.</summary>
    /// <exception cref="Errors.RegistryException">A dataset is not registered.</exception>
    public async Task InsertAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> rows = [.. ids];
        try
        {
            await Database.SavepointAsync(
                token => Database.InsertAsync(
                    new RowInsert(CoreTables.DatasetLocation.Name, CoreTables.DatasetLocation.Columns) { Conflict = InsertConflict.Ignore },
                    rows,
                    (row, id) =>
                    {
                        row.Write(datastore);
                        row.Write(id);
                    },
                    token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.ForeignKey)
        {
            throw new Errors.RegistryException($"The dataset {rows[e.Row]} is not registered, so no datastore can hold it.", e);
        }
    }

    /// <summary>The datasets among these that a datastore holds.</summary>
    public async Task<IReadOnlySet<Guid>> ContainsAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var held = new HashSet<Guid>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var query = Database.Sql().Append($"SELECT dataset_id FROM dataset_location WHERE datastore_name = {datastore} AND dataset_id IN {chunk}").Build(ColumnType.Uuid);
            await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    held.Add(batch.Id(0, row));
        }

        return held;
    }

    /// <summary>Says that a datastore has forgotten datasets without deleting them.</summary>
    public Task ForgetAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ChunksAsync(
        ids,
        (chunk, token) => Database.ExecuteAsync(
            Database.Sql().Append($"DELETE FROM dataset_location WHERE datastore_name = {datastore} AND dataset_id IN {chunk}").Build(), token),
        cancellationToken);

    /// <summary>Moves datasets that a datastore holds to its trash.</summary>
    public Task TrashAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ChunksAsync(
        ids,
        async (chunk, token) =>
        {
            await Database.ExecuteAsync(
                Database.Sql()
                    .Append($"INSERT INTO dataset_location_trash (dataset_id, datastore_name) SELECT dataset_id, datastore_name FROM dataset_location ")
                    .Append($"WHERE datastore_name = {datastore} AND dataset_id IN {chunk}").Raw(Database.Dialect.ForUpdate).Raw(" ON CONFLICT DO NOTHING").Build(),
                token).ConfigureAwait(false);
            await Database.ExecuteAsync(
                Database.Sql().Append($"DELETE FROM dataset_location WHERE datastore_name = {datastore} AND dataset_id IN {chunk}").Build(), token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>
    /// What lies in a datastore's trash with identifiers above one, in their order, at most so many. Inside a transaction nobody else gets the
    /// same until it ends: whoever deleted files by an older list could hit those that have since been written in their places.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> TrashedAsync(string datastore, int limit, Guid after, CancellationToken cancellationToken)
    {
        var query = Database.Sql()
            .Append($"SELECT dataset_id FROM dataset_location_trash WHERE datastore_name = {datastore} AND dataset_id > {after} ORDER BY dataset_id LIMIT {limit}")
            .Raw(Database.IsInTransaction ? Database.Dialect.ForUpdateOfFree : "").Build(ColumnType.Uuid);
        var ids = new List<Guid>();
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                ids.Add(batch.Id(0, row));
        return ids;
    }

    /// <summary>
    /// Whether any of some datasets lies in a datastore's trash, also where somebody takes it out at this moment in a transaction that has not ended.
    /// Not inside a transaction, which might see an older state.
    /// </summary>
    internal async Task<bool> AreAnyTrashedAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        // Mostly nothing lies there at all.
        if ((await TrashedAsync(datastore, 1, Guid.Empty, cancellationToken).ConfigureAwait(false)).Count == 0)
            return false;
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var query = Database.Sql()
                .Append($"SELECT dataset_id FROM dataset_location_trash WHERE datastore_name = {datastore} AND dataset_id IN {chunk} LIMIT 1").Build(ColumnType.Uuid);
            await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                if (batch.Count > 0)
                    return true;
        }

        return false;
    }

    /// <summary>Takes datasets out of the trash after their files are gone.</summary>
    public Task EmptyTrashAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ChunksAsync(
        ids,
        (chunk, token) => Database.ExecuteAsync(
            Database.Sql().Append($"DELETE FROM dataset_location_trash WHERE datastore_name = {datastore} AND dataset_id IN {chunk}").Build(), token),
        cancellationToken);

    private Task ChunksAsync(IReadOnlyCollection<Guid> ids, Func<Guid[], CancellationToken, Task> work, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : Database.SavepointAsync(
            async token =>
            {
                foreach (var chunk in ids.Chunk(Chunk))
                    await work(chunk, token).ConfigureAwait(false);
            },
            cancellationToken);
}

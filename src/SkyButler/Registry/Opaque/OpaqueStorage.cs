namespace SkyButler.Registry.Opaque;

/// <summary>Tables kept for others: rows go in and out as arrays in the order of the definition's columns.</summary>
public sealed class OpaqueStorage
{
    internal OpaqueStorage(RegistryContext context) => _ = context;

    /// <summary>Makes a table unless it is there. Not inside a transaction. A read-only client only notes whether it is there.</summary>
    public Task RegisterAsync(OpaqueTableDefinition table, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Inserts rows; a key that is there is a conflict, or with <paramref name="replace"/> its row is replaced.</summary>
    public Task InsertAsync(string table, IReadOnlyList<object?[]> rows, OpaqueInsert replace, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Rows whose column has one of the values; no rows where the table is not there.</summary>
    public IAsyncEnumerable<object?[]> FetchAsync(string table, string column, IReadOnlyCollection<object> values, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>All rows, in no particular order.</summary>
    public IAsyncEnumerable<object?[]> FetchAllAsync(string table, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Deletes rows whose column has one of the values.</summary>
    public Task DeleteAsync(string table, string column, IReadOnlyCollection<object> values, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}

namespace SkyButler.Benchmarks.Scale.Databases;

/// <summary>
/// The database below a generated repository, with nothing of SkyButler around it: what it takes to fill tables as fast as it can, and to put
/// rows into them as anybody would.
/// </summary>
internal abstract class ScaleDatabase : IAsyncDisposable
{
    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>The identifier, of version 7, of the dataset of a number.</summary>
    public abstract string Id(string number);

    /// <summary>A table with the column <c>n</c> that counts from 0.</summary>
    public abstract string Series(long count);

    /// <summary>The columns of a range of time.</summary>
    public abstract string TimespanColumns { get; }

    /// <summary>Their values.</summary>
    public abstract string Timespan(string begin, string end);

    /// <summary>A new value of the key <c>id</c> of a table of validity ranges.</summary>
    public abstract string NextId(string table);

    /// <summary>Lets tables be filled without looking after indexes and references row by row.</summary>
    public abstract Task BeginFillingAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken);

    /// <summary>Makes the indexes again, and sees to it that everything is kept durably from now on.</summary>
    public abstract Task EndFillingAsync(CancellationToken cancellationToken);

    public abstract Task ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>The first columns of the rows of a query.</summary>
    public abstract Task<IReadOnlyList<string>> ReadAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Inserts rows into tables in one transaction, in the best way that the database has.</summary>
    public abstract Task InsertAsync(BareInsertion rows, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

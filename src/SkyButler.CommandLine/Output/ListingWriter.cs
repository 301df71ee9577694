namespace SkyButler.CommandLine.Output;

/// <summary>
/// Writes listings: one or several tables with named columns. A cell is text, a number, a truth value, null,
/// or a list of texts, which a table spreads over lines and JSON keeps as an array.
/// </summary>
internal abstract class ListingWriter
{
    /// <summary>Whether rows are written as they come, so that sorting them would need memory for nothing.</summary>
    public virtual bool IsStreaming => false;

    /// <summary>Begins a table; the one before it is finished.</summary>
    public abstract Task BeginAsync(IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken);

    /// <summary>Adds a row to the table.</summary>
    public abstract Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken);

    /// <summary>Finishes the last table.</summary>
    public abstract Task EndAsync(CancellationToken cancellationToken);
}

namespace SkyButler.Datastores.Contents;

/// <summary>A task's log, with what else was written into its file.</summary>
/// <param name="Records">The lines in order.</param>
/// <param name="Extra">Further values by name, such as provenance; empty where there are none.</param>
public sealed record LogRecords(IReadOnlyList<LogRecord> Records, IReadOnlyDictionary<string, object?> Extra)
{
    /// <summary>A log without further values.</summary>
    public LogRecords(IReadOnlyList<LogRecord> records)
        : this(records, new Dictionary<string, object?>())
    {
    }
}

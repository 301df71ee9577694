namespace SkyButler.CommandLine.Logs;

/// <summary>Where log records go, and in which format.</summary>
internal sealed class LogSink(TextWriter writer, Func<LogRecord, string> format, bool isTerminal) : IDisposable
{
    private readonly Lock gate = new();

    /// <summary>Whether this is standard error, which its owner closes.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>Writes a record at once, whole.</summary>
    public void Write(LogRecord record)
    {
        var line = format(record);
        lock (gate)
        {
            writer.Write(line + "\n");
            writer.Flush();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!isTerminal)
            writer.Dispose();
    }
}

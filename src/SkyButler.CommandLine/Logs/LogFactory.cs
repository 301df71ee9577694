using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Logs;

/// <summary>Makes loggers that write to standard error and to files.</summary>
internal sealed class LogFactory(
    LogRules rules, IReadOnlyList<LogSink> sinks, IReadOnlyDictionary<string, string> labels, TimeProvider clock) : ILoggerFactory
{
    /// <summary>Whether the product's own messages are kept down to DEBUG.</summary>
    public bool IsDebugging => rules.For("skybutler") <= LogLevel.Debug;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName)
    {
        var name = LoggerNames.OfCategory(categoryName);
        return new SinkLogger(name, rules.For(name), this);
    }

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Logs go where the command line says.");

    /// <summary>Writes a record to all sinks.</summary>
    public void Write(string name, LogLevel level, string message, Exception? exception, IReadOnlyDictionary<string, string>? scope = null)
    {
        var record = Record(name, level, message, exception, scope);
        foreach (var sink in sinks)
            sink.Write(record);
    }

    /// <summary>Writes a record to the files only, for what standard error is told otherwise.</summary>
    public void WriteToFiles(LogLevel level, string message, Exception? exception)
    {
        var record = Record("skybutler.commandline", level, message, exception, null);
        foreach (var sink in sinks.Where(sink => !sink.IsTerminal))
            sink.Write(record);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var sink in sinks)
            sink.Dispose();
    }

    private LogRecord Record(string name, LogLevel level, string message, Exception? exception, IReadOnlyDictionary<string, string>? scope)
    {
        var all = labels;
        if (scope is { Count: > 0 })
        {
            var merged = new Dictionary<string, string>(labels, StringComparer.Ordinal);
            foreach (var (key, value) in scope)
                merged[key] = value;
            all = merged;
        }

        return new LogRecord(name, level, clock.GetLocalNow(), message, exception, all);
    }
}

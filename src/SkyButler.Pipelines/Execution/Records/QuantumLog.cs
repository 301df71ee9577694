using Microsoft.Extensions.Logging;
using SkyButler.Datastores.Contents;

namespace SkyButler.Pipelines.Execution.Records;

/// <summary>Passes the messages of one quantum on, and keeps those that its stored log will hold.</summary>
internal sealed class QuantumLog(ILogger inner, string name, TimeProvider clock, IReadOnlyDictionary<string, string> labels) : ILogger
{
    private readonly Lock guard = new();
    private readonly List<LogRecord> records = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<LogRecord> Records
    {
        get
        {
            lock (guard)
                return [.. records];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information || inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var (level, levelName) = Level(logLevel);
        var record = new LogRecord
        {
            Name = name,
            Time = clock.GetUtcNow(),
            Message = formatter(state, exception),
            LevelNumber = level,
            LevelName = levelName,
            Process = Environment.ProcessId,
            ProcessName = "MainProcess",
            Exception = exception?.ToString(),
            Labels = labels,
        };
        lock (guard)
            records.Add(record);
        inner.Log(logLevel, eventId, state, exception, formatter);
    }

    private static (int Number, string Name) Level(LogLevel level) => level switch
    {
        LogLevel.Trace => (5, "TRACE"),
        LogLevel.Debug => (10, "DEBUG"),
        LogLevel.Information => (20, "INFO"),
        LogLevel.Warning => (30, "WARNING"),
        LogLevel.Error => (40, "ERROR"),
        _ => (50, "CRITICAL"),
    };
}

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

    /// <summary>Keeps a message that was passed on elsewhere.</summary>
    public void Keep(LogLevel level, string message, DateTimeOffset time, string? exception, int process)
    {
        var (number, levelName) = Level(level);
        var record = new LogRecord
        {
            Name = name,
            Time = time,
            Message = message,
            LevelNumber = number,
            LevelName = levelName,
            Process = process,
            ProcessName = "MainProcess",
            Exception = exception,
            Labels = labels,
        };
        lock (guard)
            records.Add(record);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information || inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        Keep(logLevel, formatter(state, exception), clock.GetUtcNow(), exception?.ToString(), Environment.ProcessId);
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

using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Logs;

/// <summary>A logger of one name.</summary>
internal sealed class SinkLogger(string name, LogLevel least, LogFactory factory) : ILogger
{
    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => LogScopes.Push(state);

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            factory.Write(name, logLevel, formatter(state, exception), exception, LogScopes.Current);
    }
}

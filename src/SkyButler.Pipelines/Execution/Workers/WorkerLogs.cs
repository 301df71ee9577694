using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Workers.Messages;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>Sends what a worker process logs to the run that it works for.</summary>
internal sealed class WorkerLogs(MessageChannel channel, TimeProvider clock) : ILoggerFactory
{
    /// <summary>The least level that anybody wants.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;

    public ILogger CreateLogger(string categoryName) => new WorkerLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The logs of a worker process go to its run.");

    public void Dispose()
    {
    }

    private sealed class WorkerLogger(WorkerLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= logs.Level;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                logs.Send(new LogMessage(category, logLevel, logs.Now, formatter(state, exception), exception?.ToString()));
        }
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private void Send(LogMessage message) => channel.Post(message.Write);
}

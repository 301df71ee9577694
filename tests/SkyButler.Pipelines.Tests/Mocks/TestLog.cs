using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SkyButler.Pipelines.Tests.Mocks;

/// <summary>Keeps messages for a test to look at.</summary>
internal sealed class TestLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> messages = new();

    public event Action<string>? Written;

    public IEnumerable<string> At(LogLevel level) => messages.Where(m => m.Level == level).Select(m => m.Message);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        messages.Enqueue((logLevel, message));
        Written?.Invoke(message);
    }
}

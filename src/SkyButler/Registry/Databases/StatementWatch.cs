using System.Diagnostics;

namespace SkyButler.Registry.Databases;

/// <summary>How long a database takes for one statement.</summary>
internal sealed class StatementWatch
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Action<string, TimeSpan, long> listener;
    private readonly string statement;

    private StatementWatch(Action<string, TimeSpan, long> listener, string statement)
    {
        this.listener = listener;
        this.statement = statement;
    }

    /// <summary>Begins to measure; null where nobody listens.</summary>
    public static StatementWatch? Start(Action<string, TimeSpan, long>? listener, string statement) => listener is null ? null : new(listener, statement);

    /// <summary>The database waits for its client.</summary>
    public void Pause() => watch.Stop();

    /// <summary>The client asks for more.</summary>
    public void Resume() => watch.Start();

    /// <summary>Tells how long it took.</summary>
    public void Tell(long rows) => listener(statement, watch.Elapsed, rows);
}

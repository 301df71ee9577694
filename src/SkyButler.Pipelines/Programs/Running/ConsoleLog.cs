using Microsoft.Extensions.Logging;

namespace SkyButler.Pipelines.Programs.Running;

/// <summary>Writes the lines of one stream into the log of a quantum: the first as they come, and of what is too much the last.</summary>
internal sealed class ConsoleLog : IConsoleSink
{
    private const int FewestLast = 20;
    private readonly ILogger log;
    private readonly LogLevel level;
    private readonly string stream;
    private readonly long mostFirst;
    private readonly long mostLast;
    private readonly ConsoleLines lines;
    private readonly Action<string> look;
    private readonly Queue<string> last = new();
    private long first;
    private long lastBytes;
    private long droppedLines;
    private long droppedBytes;

    /// <param name="log">The quantum's log.</param>
    /// <param name="level">The level of its lines.</param>
    /// <param name="stream">What notes call it: <c>stdout</c>.</param>
    /// <param name="limit">Bytes that are kept: three quarters at the beginning, one at the end.</param>
    /// <param name="look">Gets each line, also of those that are not kept.</param>
    public ConsoleLog(ILogger log, LogLevel level, string stream, long limit, Action<string> look)
    {
        this.look = look;
        this.log = log;
        this.level = level;
        this.stream = stream;
        mostFirst = limit - (limit / 4);
        mostLast = limit / 4;
        lines = new ConsoleLines(Add);
    }

    /// <summary>The last line that was not empty; null where there was none.</summary>
    public string? LastLine { get; private set; }

    /// <summary>Bytes that the program printed here.</summary>
    public long Bytes { get; private set; }

    public void Take(ReadOnlySpan<byte> piece)
    {
        Bytes += piece.Length;
        lines.Take(piece);
    }

    /// <summary>Writes what was held back.</summary>
    public void Finish()
    {
        lines.Finish();
        if (droppedLines > 0)
            log.LogWarning("{Lines} lines ({Bytes} bytes) of {Stream} are left out here; 'consoleLimit' says how much is kept.", droppedLines, droppedBytes, stream);
        foreach (var line in last)
            Write(line);
        last.Clear();
    }

    private void Add(string line, long bytes)
    {
        look(line);
        if (line.Length > 0)
            LastLine = line;
        if (first + bytes <= mostFirst && last.Count == 0)
        {
            first += bytes + 1;
            Write(line);
            return;
        }

        last.Enqueue(line);
        lastBytes += line.Length + 1;
        while (last.Count > FewestLast && lastBytes > mostLast)
        {
            var dropped = last.Dequeue();
            lastBytes -= dropped.Length + 1;
            droppedLines++;
            droppedBytes += dropped.Length + 1;
        }
    }

    private void Write(string line) => log.Log(level, "{Line}", line);
}

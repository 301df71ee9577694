namespace SkyButler.Datastores.Contents;

/// <summary>One line of a task's log.</summary>
public sealed record LogRecord
{
    /// <summary>The logger.</summary>
    public required string Name { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }

    /// <summary>How grave it is: 10 debug, 20 info, 30 warning, 40 error, 50 critical; 15 is verbose, 5 trace.</summary>
    public int LevelNumber { get; init; } = 20;

    /// <summary>The level's name, such as <c>INFO</c>.</summary>
    public string LevelName { get; init; } = "INFO";

    /// <summary>File name of the source that wrote it.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Full path of that source.</summary>
    public string PathName { get; init; } = "";

    /// <summary>Line in that source.</summary>
    public int LineNumber { get; init; }

    /// <summary>The function that wrote it; null where unknown.</summary>
    public string? FunctionName { get; init; }

    /// <summary>Process number.</summary>
    public int Process { get; init; }

    /// <summary>Process name.</summary>
    public string ProcessName { get; init; } = "";

    /// <summary>Text of an exception; null where there was none.</summary>
    public string? Exception { get; init; }

    /// <summary>Labels that were in force, such as <c>LABEL</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

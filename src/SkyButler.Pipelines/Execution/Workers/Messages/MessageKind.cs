namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>Kinds of messages, as the property <c>kind</c> names them.</summary>
internal static class MessageKind
{
    /// <summary>To a worker, first: the repository, the pipeline, how quanta are executed.</summary>
    public const string Start = "start";

    /// <summary>To a worker: a quantum to execute.</summary>
    public const string Quantum = "quantum";

    /// <summary>To a worker: no quantum comes any more; store what has ended, however long it takes, and leave.</summary>
    public const string Leave = "leave";

    /// <summary>To a worker: stop what is at work, store what has ended, and leave.</summary>
    public const string Stop = "stop";

    /// <summary>From a worker: quanta can come.</summary>
    public const string Ready = "ready";

    /// <summary>From a worker: a line of the log.</summary>
    public const string Log = "log";

    /// <summary>From a worker: the task has ended its work on a quantum, and what it made is to be stored.</summary>
    public const string Worked = "worked";

    /// <summary>From a worker: what a quantum made waits to be stored; the next one can come.</summary>
    public const string HandedOver = "handed_over";

    /// <summary>From a worker: a quantum has ended, and what it made is stored.</summary>
    public const string Ended = "ended";

    /// <summary>From a worker: nothing more can be done.</summary>
    public const string Failed = "failed";
}

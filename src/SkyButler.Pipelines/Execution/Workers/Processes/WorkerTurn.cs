using SkyButler.Pipelines.Execution.Workers.Messages;

namespace SkyButler.Pipelines.Execution.Workers.Processes;

/// <summary>A quantum that was given to a worker process, until it says what became of it.</summary>
internal sealed class WorkerTurn(int number)
{
    private const int MostLines = 10_000;
    private readonly Lock guard = new();
    private readonly Queue<LogMessage> lines = new();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<EndMessage?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Number => number;

    /// <summary>Whether the task's work on it is over.</summary>
    public bool HasWorked { get; private set; }

    /// <summary>Whether what it made waits to be stored.</summary>
    public bool IsHandedOver { get; private set; }

    /// <summary>How the process was lost that had it.</summary>
    public WorkerLoss? Loss { get; private set; }

    /// <summary>Ends when the worker can have another quantum, or is lost.</summary>
    public Task Left => left.Task;

    /// <summary>What the worker says at the end; null where it was lost.</summary>
    public Task<EndMessage?> Ended => ended.Task;

    /// <summary>The last lines that the worker logged while it was at work.</summary>
    public IReadOnlyList<LogMessage> Lines
    {
        get
        {
            lock (guard)
                return [.. lines];
        }
    }

    public void Keep(LogMessage line)
    {
        lock (guard)
        {
            lines.Enqueue(line);
            if (lines.Count > MostLines)
                lines.Dequeue();
        }
    }

    public void EndWork() => HasWorked = true;

    public void HandOver()
    {
        IsHandedOver = true;
        left.TrySetResult();
    }

    public void End(EndMessage message)
    {
        ended.TrySetResult(message);
        left.TrySetResult();
    }

    /// <summary>Its process is lost, because of an error that is the end of everything or of another thing.</summary>
    public void Lose(WorkerLoss loss, PipelineException? failure)
    {
        Loss = loss;
        if (failure is null)
            ended.TrySetResult(null);
        else
            ended.TrySetException(failure);
        left.TrySetResult();
    }
}

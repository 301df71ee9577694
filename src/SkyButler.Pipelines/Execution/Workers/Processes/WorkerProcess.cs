using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Workers.Messages;

namespace SkyButler.Pipelines.Execution.Workers.Processes;

/// <summary>A worker process, seen from the run that started it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int SignalBase = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongLeave = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly MessageChannel channel;
    private readonly ILoggerFactory logs;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<int, WorkerTurn> turns = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock guard = new();
    private readonly CancellationTokenSource patience;
    private readonly Task reading;
    private bool isDisposed;
    private PipelineException? failure;
    private FailureCause killed;

    private WorkerProcess(Process process, ILoggerFactory logs, TimeProvider clock)
    {
        this.process = process;
        this.logs = logs;
        this.clock = clock;
        Id = process.Id;
        patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        channel = new MessageChannel(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        reading = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>Number of the process.</summary>
    public int Id { get; }

    /// <summary>Bytes of memory that it has.</summary>
    public long Resident => WorkerMemory.Resident(Id);

    /// <summary>Whether no quantum can be given to it any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether it was told to leave.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>The limit of memory with which it was started.</summary>
    public long? MemoryLimit { get; private init; }

    /// <summary>Starts a process and waits until it takes quanta.</summary>
    /// <exception cref="ExecutionException">It can't be started.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerStart start, long? memoryLimit, ILoggerFactory logs, TimeProvider clock, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.Start(start.Info(memoryLimit)) ?? throw new Win32Exception();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ExecutionException($"The worker process '{start.Command[0]}' can't be started: {e.Message.ReplaceLineEndings(" ")}; run without --worker-processes.", e);
        }

        var worker = new WorkerProcess(process, logs, clock) { MemoryLimit = memoryLimit };
        worker.channel.Post(start.Message);
        try
        {
            await worker.ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch
        {
            worker.Stop();
            await worker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives it a quantum; never two at a time, but for what waits to be stored.</summary>
    public WorkerTurn Begin(int number, byte[] message)
    {
        var turn = new WorkerTurn(number);
        turns[number] = turn;
        channel.Post(message);
        // Whoever has gone answers no more.
        if (HasEnded)
            Lose();
        return turn;
    }

    /// <summary>Asks it to stop what is at work, to store what has ended, and to leave; soon.</summary>
    public void Stop()
    {
        Post(MessageKind.Stop);
        lock (guard)
        {
            // It may have left by itself meanwhile.
            if (!isDisposed)
                patience.CancelAfter(Patience);
        }
    }

    /// <summary>Has it leave once it has stored what has ended, however long that takes; nothing more is given to it.</summary>
    public void Retire()
    {
        IsRetired = true;
        Post(MessageKind.Leave);
    }

    /// <summary>Kills it.</summary>
    /// <param name="cause">Why, which becomes the cause of the failure of what is at work.</param>
    public void Kill(FailureCause cause)
    {
        killed = cause;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or something that it started belongs to somebody else.
        }
    }

    /// <summary>Lets it leave, and kills it if it was to stop soon and does not.</summary>
    public async ValueTask DisposeAsync()
    {
        Retire();
        try
        {
            var exit = process.WaitForExitAsync(patience.Token);
            await TellIfLongAsync(exit).ConfigureAwait(false);
            await exit.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(FailureCause.Timeout);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await reading.ConfigureAwait(false);
        await channel.DisposeAsync().ConfigureAwait(false);
        process.StandardOutput.Dispose();
        process.Dispose();
        lock (guard)
        {
            isDisposed = true;
            patience.Dispose();
        }
    }

    private async Task TellIfLongAsync(Task exit)
    {
        try
        {
            await exit.WaitAsync(LongLeave, clock, patience.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            logs.CreateLogger("skybutler.execution").LogInformation(
                "The worker process {Process} is to leave, and still stores what it made; Ctrl-C gives it {Seconds} more seconds.", Id, Patience.TotalSeconds);
        }
    }

    private void Post(string kind) => channel.Post(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteEndObject();
    });

    private async Task ReadAsync()
    {
        var receiving = ReceiveAsync();
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // What the process had started may hold its end of the pipe for ever.
        await Task.WhenAny(receiving, Task.Delay(LastWords, CancellationToken.None)).ConfigureAwait(false);
        HasEnded = true;
        Lose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await channel.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { } message)
                using (message)
                    Take(message.RootElement);
        }
        catch (Exception e)
        {
            if (!HasEnded)
                failure ??= new ExecutionException($"The worker process {Id} said something that nobody understands: {e.Message.ReplaceLineEndings(" ")}", e);
            Kill(FailureCause.Crash);
        }
    }

    private void Take(JsonElement message)
    {
        switch (message.GetProperty("kind").GetString())
        {
            case MessageKind.Ready:
                ready.TrySetResult();
                break;
            case MessageKind.Log:
                Pass(LogMessage.Read(message));
                break;
            case MessageKind.Worked:
                if (turns.TryGetValue(message.GetProperty("number").GetInt32(), out var worked))
                    worked.EndWork();
                break;
            case MessageKind.HandedOver:
                if (turns.TryGetValue(message.GetProperty("number").GetInt32(), out var turn))
                    turn.HandOver();
                break;
            case MessageKind.Ended:
                var end = EndMessage.Read(message);
                if (turns.TryRemove(end.Number, out var ended))
                    ended.End(end);
                break;
            case MessageKind.Failed:
                var text = message.GetProperty("message").GetString()!;
                failure = message.GetProperty("is_invalid_quantum").GetBoolean() ? new InvalidQuantumException(text) : new ExecutionException(text);
                break;
        }
    }

    private void Pass(LogMessage line)
    {
        foreach (var (_, turn) in turns)
            if (!turn.IsHandedOver)
                turn.Keep(line);
        try
        {
            Show(line);
        }
        catch (IOException)
        {
            // The log of the run is full or closed, which is no fault of the worker; the stored log has the line.
        }
    }

    private void Show(LogMessage line) =>
        logs.CreateLogger(line.Category).Log(line.Level, default, line, null, static (l, _) => l.Exception is null ? l.Message : $"{l.Message}\n{l.Exception}");

    private void Lose()
    {
        var loss = Loss();
        foreach (var number in turns.Keys)
            if (turns.TryRemove(number, out var turn))
                turn.Lose(loss, failure);
        ready.TrySetException(failure ?? new ExecutionException($"A worker process ended before it could do anything ({loss.Reason}); its messages are above."));
    }

    // Shells and .NET tell a signal by 128 and its number.
    private WorkerLoss Loss()
    {
        var code = process.ExitCode;
        var signal = code > SignalBase && SignalNames.Of(code - SignalBase) is not null ? code - SignalBase : 0;
        return new WorkerLoss(
            signal > 0 ? -signal : code, Id, killed == FailureCause.None ? FailureCause.Crash : killed,
            signal > 0 ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {signal} ({SignalNames.Of(signal)})") : string.Create(CultureInfo.InvariantCulture, $"exit code {code}"));
    }
}

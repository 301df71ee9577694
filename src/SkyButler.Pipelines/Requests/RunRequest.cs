namespace SkyButler.Pipelines.Requests;

/// <summary>Everything that <c>pipetask run</c> is asked for.</summary>
public sealed record RunRequest
{
    /// <summary>The graph to build or load, and the collections.</summary>
    public required GraphRequest Graph { get; init; }

    /// <summary>How many quanta may run at a time (<c>-j</c>).</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Register the dataset types that the pipeline makes (<c>--register-dataset-types</c>).</summary>
    public bool RegisterDatasetTypes { get; init; }

    /// <summary>Write no init-outputs, configurations or package list (<c>--skip-init-writes</c>).</summary>
    public bool SkipInitWrites { get; init; }

    /// <summary>Stop before the first quantum (<c>--init-only</c>).</summary>
    public bool InitOnly { get; init; }

    /// <summary>Neither save nor compare versions of packages (<c>--no-versions</c>).</summary>
    public bool NoVersions { get; init; }

    /// <summary>Take for granted that nothing is there of what quanta write (<c>--no-existing-outputs</c>); for quantum-backed runs.</summary>
    public bool NoExistingOutputs { get; init; }

    /// <summary>Name of a class that puts quanta in an order of its own (<c>--graph-fixup</c>, <see cref="Execution.IExecutionOrder"/>); null for none.</summary>
    public string? GraphFixup { get; init; }

    /// <summary>Start nothing more after the first failure (<c>--fail-fast</c>).</summary>
    public bool FailFast { get; init; }

    /// <summary>Count a quantum that wrote only part of its outputs, and said so, as failed (<c>--raise-on-partial-outputs</c>).</summary>
    public bool RaiseOnPartialOutputs { get; init; } = true;

    /// <summary>How long a task may work on a quantum before it is asked to stop (<c>--timeout</c>); null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Processor cores that a quantum may use (<c>--cores-per-quantum</c>).</summary>
    public int CoresPerQuantum { get; init; } = 1;

    /// <summary>Bytes of memory that a quantum may use (<c>--memory-per-quantum</c>); null where nobody said.</summary>
    public long? MemoryPerQuantum { get; init; }

    /// <summary>
    /// The program that quanta run in, with its arguments, each quantum in a process that works on nothing else meanwhile (<c>--worker-processes</c>);
    /// it calls <see cref="Execution.Workers.PipelineWorker"/>. Empty for running quanta on threads of this process.
    /// </summary>
    public IReadOnlyList<string> Worker { get; init; } = [];

    /// <summary>Where a page is written that shows what became of the run (<c>--report-html</c>); null for nowhere.</summary>
    public string? ReportHtml { get; init; }

    /// <summary>Whether numerical libraries in worker processes may use as many threads as they like (<c>--enable-implicit-threading</c>).</summary>
    public bool MayUseThreads { get; init; }

    /// <summary>How quanta are tried of tasks that <see cref="Policies"/> does not name (<c>--retries</c>, <c>--memory-limit</c>).</summary>
    public QuantumPolicy Policy { get; init; } = new();

    /// <summary>How quanta are tried, by label of their task.</summary>
    public IReadOnlyDictionary<string, QuantumPolicy> Policies { get; init; } = new Dictionary<string, QuantumPolicy>();
}

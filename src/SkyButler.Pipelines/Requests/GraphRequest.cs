using SkyButler.Pipelines.Mocks;

namespace SkyButler.Pipelines.Requests;

/// <summary>Everything that <c>pipetask qgraph</c> is asked for.</summary>
public sealed record GraphRequest
{
    /// <summary>The repository: a folder, a configuration file, a URI or an alias (<c>-b</c>).</summary>
    public required string Repository { get; init; }

    /// <summary>The pipeline (<c>-p</c> and what changes it); must be absent where <see cref="GraphFile"/> is given.</summary>
    public PipelineRequest Pipeline { get; init; } = new();

    /// <summary>A graph that was saved before, to be loaded instead of built (<c>-g</c>).</summary>
    public string? GraphFile { get; init; }

    /// <summary>Of a graph that was saved, the quanta that are wanted (<c>--qgraph-node-id</c>); empty for all.</summary>
    public IReadOnlyList<Guid> Quanta { get; init; } = [];

    /// <summary>Collections to search for inputs, in order (<c>-i</c>, split at commas).</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The output chain (<c>-o</c>).</summary>
    public string? Output { get; init; }

    /// <summary>The output run (<c>--output-run</c>); null for a new one named after the chain and the time.</summary>
    public string? OutputRun { get; init; }

    /// <summary>Write into the newest run of the chain, or into the run named, which exists (<c>--extend-run</c>).</summary>
    public bool ExtendRun { get; init; }

    /// <summary>A new run takes the place of the newest in the chain (<c>--replace-run</c>).</summary>
    public bool ReplaceRun { get; init; }

    /// <summary>What becomes of the replaced run (<c>--prune-replaced</c>).</summary>
    public PruneReplaced PruneReplaced { get; init; }

    /// <summary>Put changed inputs into an output chain that exists (<c>--rebase</c>).</summary>
    public bool Rebase { get; init; }

    /// <summary>A condition in the query language (<c>-d</c>).</summary>
    public string DataQuery { get; init; } = "";

    /// <summary>Leave out quanta whose outputs are in the output run already (<c>--skip-existing</c>).</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Leave out quanta whose outputs are in these collections already (<c>--skip-existing-in</c>).</summary>
    public IReadOnlyList<string> SkipExistingIn { get; init; } = [];

    /// <summary>
    /// Leave out quanta that would only make again what is there (<c>--if-stale</c>): those that read the same datasets before, with the same configuration and
    /// code, and whose outputs are still stored.
    /// </summary>
    public bool IfStale { get; init; }

    /// <summary>Reuse or remove what a failed quantum left in the output run (<c>--clobber-outputs</c>).</summary>
    public bool ClobberOutputs { get; init; }

    /// <summary>Which inputs must exist for a data ID to count: <c>all</c>, <c>off</c>, or names (<c>--dataset-query-constraint</c>).</summary>
    public string DatasetQueryConstraint { get; init; } = "all";

    /// <summary>A file with a list of dataset types, by names or patterns, whose stored datasets stand in for quanta; others are made again where they are needed (<c>--retained-dataset-types</c>).</summary>
    public string? RetainedDatasetTypes { get; init; }

    /// <summary>Labels of two tasks: quanta of the first that lead to none of the second are left out, with all that follow them (<c>--prune-unanchored-quanta</c>).</summary>
    public (string Source, string Anchor)? PruneUnanchored { get; init; }

    /// <summary>Files with tables whose columns are dimensions; only their data IDs count (<c>--data-id-table</c>).</summary>
    public IReadOnlyList<string> DataIdTables { get; init; } = [];

    /// <summary>Write into the graph's file where inputs are stored (<c>--qgraph-datastore-records</c>).</summary>
    public bool WithDatastoreRecords { get; init; }

    /// <summary>Replace tasks by mocks (<c>--mock</c>); null for the tasks themselves.</summary>
    public MockRequest? Mock { get; init; }

    /// <summary>Where the graph is saved (<c>--save-qgraph</c>).</summary>
    public string? SaveGraph { get; init; }

    /// <summary>Where the graph is drawn for Graphviz (<c>--qgraph-dot</c>).</summary>
    public string? GraphDot { get; init; }

    /// <summary>Where the graph is drawn as a Mermaid chart (<c>--qgraph-mermaid</c>).</summary>
    public string? GraphMermaid { get; init; }

    /// <summary>Where the report is written as JSON (<c>--summary</c>).</summary>
    public string? Summary { get; init; }

    /// <summary>The command line, for the records that graphs and reports keep.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Folders of configuration that count more than the defaults.</summary>
    public IReadOnlyList<string> SearchPaths { get; init; } = [];
}

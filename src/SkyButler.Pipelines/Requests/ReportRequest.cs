using SkyButler.Pipelines.Reports.Campaigns;

namespace SkyButler.Pipelines.Requests;

/// <summary>Everything that <c>pipetask report</c> is asked for.</summary>
public sealed record ReportRequest
{
    /// <summary>The repository: a folder, a configuration file, a URI or an alias.</summary>
    public required string Repository { get; init; }

    /// <summary>Files of graphs, the oldest first.</summary>
    public required IReadOnlyList<string> Graphs { get; init; }

    /// <summary>Collections in which datasets are looked for; none for the graphs' runs, the newest first (<c>--collections</c>).</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>Condition in the query language on the datasets that are looked for (<c>--where</c>).</summary>
    public string Where { get; init; } = "";

    /// <summary>Whether logs of failures are read (<c>--logs</c>).</summary>
    public bool ReadsLogs { get; init; } = true;

    /// <summary>Whether logs of failures that can be found count as cursed (<c>--curse-failed-logs</c>).</summary>
    public bool CursesFailedLogs { get; init; }

    /// <summary>Of which successes metadata are read (<c>--read-caveats</c>).</summary>
    public CaveatReading Caveats { get; init; }

    /// <summary>How many files are read at a time (<c>-j</c>).</summary>
    public int Parallelism { get; init; } = 1;
}

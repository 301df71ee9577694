namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Where a run reads and writes, settled before anything is changed.</summary>
internal sealed record CollectionPlan
{
    /// <summary>The output chain; null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>Children of the output chain, flattened, as it is now; null where it is not there.</summary>
    public IReadOnlyList<string>? OutputChildren { get; init; }

    /// <summary>The output run.</summary>
    public required string OutputRun { get; init; }

    public bool OutputRunExists { get; init; }

    /// <summary>Input collections as asked for, flattened.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Children that the chain gets because of <c>--rebase</c>; null where nothing is rebased.</summary>
    public IReadOnlyList<string>? Rebased { get; init; }

    public bool ExtendRun { get; init; }

    public bool ReplaceRun { get; init; }

    /// <summary>The run that is replaced; null where none is.</summary>
    public string? Replaced => ReplaceRun ? Chain[0] : null;

    /// <summary>What the chain holds before the output run comes into it.</summary>
    public IReadOnlyList<string> Chain => Rebased ?? OutputChildren ?? Inputs;

    /// <summary>The chain's members with the output run among them, from what it holds by now: another run may have come into it meanwhile.</summary>
    /// <param name="current">Its members, flattened; null where it is not there.</param>
    public IReadOnlyList<string> Members(IReadOnlyList<string>? current)
    {
        var others = current is null ? Inputs : Rebased is null ? current : Rebase(current);
        return [OutputRun, .. others.Where(c => c != OutputRun && c != Replaced)];
    }

    /// <summary>A chain's members in the order that <c>--rebase</c> gives them: runs of its own, inputs, the rest.</summary>
    public IReadOnlyList<string> Rebase(IReadOnlyList<string> current)
    {
        var own = current.Where(c => c.StartsWith(Output!, StringComparison.Ordinal));
        return [.. own.Concat(Inputs).Concat(current).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The collections that a graph is built from, in order.</summary>
    public IReadOnlyList<string> SearchPath
    {
        get
        {
            var path = ReplaceRun ? [.. Chain.Skip(1)] : Chain;
            return ExtendRun && OutputRunExists ? [OutputRun, .. path.Where(c => c != OutputRun)] : path;
        }
    }
}

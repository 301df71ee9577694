namespace SkyButler.Pipelines.Pipelines;

/// <summary>A task as a pipeline declares it.</summary>
/// <param name="Label">Its label.</param>
/// <param name="ClassName">Its dotted class name.</param>
/// <param name="Configs">Blocks of overrides, in order.</param>
/// <param name="Location">Where it was written.</param>
public sealed record PipelineTaskEntry(string Label, string ClassName, IReadOnlyList<ConfigBlock> Configs, SourceLocation Location)
{
    /// <summary>The folder of the pipeline's file on this machine, beside which the task's own may lie; null where it lies elsewhere.</summary>
    internal string? Folder { get; init; }

    /// <summary>This task with one more block at the end, merged into the last where that changes nothing.</summary>
    public PipelineTaskEntry With(ConfigBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Configs.Count > 0 && Configs[^1].Merge(block) is { } merged
            ? this with { Configs = [.. Configs.SkipLast(1), merged] }
            : this with { Configs = [.. Configs, block] };
    }
}

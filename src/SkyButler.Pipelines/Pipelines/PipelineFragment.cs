namespace SkyButler.Pipelines.Pipelines;

/// <summary>The part of a pipeline that <c>file.yaml#…</c> names: labels and subsets divided by commas, or a range.</summary>
internal sealed record PipelineFragment
{
    /// <summary>Labels and subsets; empty for a range.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public bool IsRange { get; init; }

    /// <summary>First task of a range; null where it is open.</summary>
    public string? From { get; init; }

    /// <summary>Last task of a range; null where it is open.</summary>
    public string? To { get; init; }

    /// <summary>Divides a location into the file and the part of it; null where no part is named.</summary>
    public static (string File, PipelineFragment? Part) Split(string location)
    {
        var parts = location.Split('#');
        if (parts.Length > 2)
            throw new PipelineException($"The pipeline '{location}' has more than one '#'.");
        if (parts.Length == 2)
            return (parts[0], Parse(parts[1], location));
        var colon = location.LastIndexOf(':');
        if (colon > 0 && location[..colon].EndsWith(".yaml", StringComparison.Ordinal))
            throw new PipelineException($"Name a part of the pipeline by '#': {location[..colon]}#{location[(colon + 1)..]}");
        return (location, null);
    }

    private static PipelineFragment Parse(string text, string location)
    {
        if (!text.Contains("..", StringComparison.Ordinal))
        {
            var labels = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return labels.Length > 0
                ? new PipelineFragment { Labels = labels }
                : throw new PipelineException($"The pipeline '{location}' names no task after '#'.");
        }

        var ends = text.Split("..", StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || text.Contains(',', StringComparison.Ordinal))
            throw new PipelineException($"After '#' the pipeline '{location}' takes a list of labels or one range a..b, not both.");
        return new PipelineFragment
        {
            IsRange = true,
            From = ends[0].Length > 0 ? ends[0] : null,
            To = ends[1].Length > 0 ? ends[1] : null,
        };
    }
}

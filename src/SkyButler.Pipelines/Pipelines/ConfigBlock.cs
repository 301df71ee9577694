using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>One block of overrides of a task: files, then statements, then values, applied in that order.</summary>
public sealed record ConfigBlock
{
    /// <summary>Paths of override files, with environment variables as written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Statements in the language of override files; null where there are none.</summary>
    public string? Python { get; init; }

    /// <summary>Data ID to which the block would be limited; the original never implemented it, and refuses it when it is applied.</summary>
    public object? DataId { get; init; }

    /// <summary>Values by field, in order.</summary>
    public IReadOnlyList<ConfigValue> Values { get; init; } = [];

    /// <summary>Where the block begins.</summary>
    public SourceLocation Location { get; init; }

    private bool IsPlain => Files.Count == 0 && Python is null;

    /// <summary>
    /// This block and the next as one; null where they must stay two, since either has files or statements, or since a field would
    /// have two values.
    /// </summary>
    internal ConfigBlock? Merge(ConfigBlock next)
    {
        if (!IsPlain || !next.IsPlain || PythonText.Repr(DataId) != PythonText.Repr(next.DataId))
            return null;
        var known = Values.ToDictionary(v => v.Field, v => PythonText.Repr(v.Value), StringComparer.Ordinal);
        if (next.Values.Any(v => known.TryGetValue(v.Field, out var old) && old != PythonText.Repr(v.Value)))
            return null;
        return this with { Values = [.. Values, .. next.Values.Where(v => !known.ContainsKey(v.Field))] };
    }
}

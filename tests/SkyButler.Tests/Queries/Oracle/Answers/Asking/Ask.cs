using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Answers.Asking;

/// <summary>A question to a repository.</summary>
internal sealed record Ask(AskKind Kind)
{
    /// <summary>Dimensions of data IDs and general rows.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>The element whose records are wanted.</summary>
    public string Element { get; init; } = "";

    /// <summary>Dataset types that are searched; the one that is wanted.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Collections { get; init; } = [];

    public bool FindFirst { get; init; }

    public Condition? Where { get; init; }

    /// <summary>Values that dimensions must have besides the condition.</summary>
    public IReadOnlyDictionary<string, object> DataId { get; init; } = new Dictionary<string, object>();

    /// <summary>Governor values that the client takes for granted.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<OrderBy> Order { get; init; } = [];

    public int? Limit { get; init; }

    /// <summary>Columns of general rows besides the dimensions.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    public string WhereText => Where?.ToString() ?? "";

    public override string ToString()
    {
        var binds = Where?.Binds() is { Count: > 0 } b ? $" bind {{{string.Join(", ", b.Select(p => $"{p.Key}: {Show(p.Value)}"))}}}" : "";
        return $"{Kind} {Element}[{string.Join(", ", Dimensions)}] types [{string.Join(", ", Types)}] in [{string.Join(", ", Collections)}]{(FindFirst ? " find-first" : "")}\n"
            + $"  where {WhereText}{binds}\n  data ID {{{string.Join(", ", DataId.Select(p => $"{p.Key}: {p.Value}"))}}} defaults {{{string.Join(", ", Defaults.Select(p => $"{p.Key}: {p.Value}"))}}}\n"
            + $"  order [{string.Join(", ", Order)}] limit {Limit} columns [{string.Join(", ", Columns.Select(c => c.Name))}]";
    }

    private static string Show(object? value) => value is System.Collections.IEnumerable list and not string ? $"[{string.Join(", ", list.Cast<object>())}]" : $"{value}";
}

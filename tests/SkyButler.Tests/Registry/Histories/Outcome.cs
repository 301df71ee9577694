namespace SkyButler.Tests.Registry.Histories;

/// <summary>What the model says of an operation: an answer, or the kinds of error of which it must be one.</summary>
internal sealed record Outcome(string Answer, IReadOnlyList<Type> Errors)
{
    public static Outcome Done { get; } = new("", []);

    /// <summary>Whatever the registry answers.</summary>
    public static Outcome Unchecked { get; } = new("?", []);

    /// <summary>The answer that a state gives, or errors where there are reasons for them; a state that refuses is not asked.</summary>
    public static Outcome Of(IEnumerable<(bool Applies, Type Error)> reasons, Func<string> answer)
    {
        var errors = reasons.Where(r => r.Applies).Select(r => r.Error).Distinct().ToList();
        return errors.Count > 0 ? new("", errors) : new(answer(), []);
    }

    public static string Lines(IEnumerable<string> lines) => string.Join(", ", lines);

    public static string Sorted(IEnumerable<string> lines) => Lines(lines.Order(StringComparer.Ordinal));

    public override string ToString() => Errors.Count > 0 ? string.Join(" or ", Errors.Select(e => e.Name)) : $"'{Answer}'";
}

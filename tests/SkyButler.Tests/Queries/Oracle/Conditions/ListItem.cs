namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>What may stand in the list after IN.</summary>
internal abstract record ListItem
{
    /// <summary>A literal or bind value.</summary>
    internal sealed record One(Operand Value) : ListItem;

    /// <summary>NULL.</summary>
    internal sealed record Null : ListItem;

    /// <summary>Integers from first to last, both included, by steps.</summary>
    internal sealed record Range(long First, long Last, long Step) : ListItem;

    /// <summary>All values of a sequence that is bound to a name.</summary>
    internal sealed record Sequence(string Name, IReadOnlyList<object> Values) : ListItem;
}

namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>A condition as this test thinks of it; nothing of it is shared with what is tested.</summary>
internal abstract record Condition
{
    /// <summary>One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</summary>
    internal sealed record Compare(string Operator, Operand Left, Operand Right) : Condition;

    /// <summary>A column and NULL with = or !=, either first.</summary>
    internal sealed record Absent(Operand Value, bool Negated, bool NullFirst) : Condition;

    /// <summary>IN or NOT IN.</summary>
    internal sealed record In(Operand Value, IReadOnlyList<ListItem> Items, bool Negated) : Condition;

    /// <summary>OVERLAPS.</summary>
    internal sealed record Overlaps(Operand Left, Operand Right) : Condition;

    /// <summary>GLOB.</summary>
    internal sealed record Glob(Operand Value, string Pattern) : Condition;

    /// <summary>A column of truth values on its own.</summary>
    internal sealed record Flag(Operand Value) : Condition;

    /// <summary>NOT.</summary>
    internal sealed record Not(Condition Inner) : Condition;

    /// <summary>AND.</summary>
    internal sealed record And(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>OR.</summary>
    internal sealed record Or(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>Conditions without conditions in them.</summary>
    public IEnumerable<Condition> Leaves() => this switch
    {
        Not n => n.Inner.Leaves(),
        And a => a.Parts.SelectMany(p => p.Leaves()),
        Or o => o.Parts.SelectMany(p => p.Leaves()),
        _ => [this],
    };

    public IEnumerable<Operand> Operands() => Leaves().SelectMany(l => l switch
    {
        Compare c => [c.Left, c.Right],
        Absent a => [a.Value],
        In i => i.Items.OfType<ListItem.One>().Select(o => o.Value).Prepend(i.Value),
        Overlaps o => [o.Left, o.Right],
        // Any text matches, so that nobody has to look at it.
        Glob { Pattern: "*" } => [],
        Glob g => [g.Value],
        Flag f => (IEnumerable<Operand>)[f.Value],
        _ => [],
    });

    public IEnumerable<Column> Columns() => Operands().SelectMany(o => o.Columns());

    /// <summary>Values by the names that the condition uses for them.</summary>
    public Dictionary<string, object?> Binds()
    {
        var binds = Operands().SelectMany(o => o.Parts()).OfType<Operand.Bind>().DistinctBy(b => b.Name).ToDictionary(b => b.Name, object? (b) => b.Value);
        foreach (var sequence in Leaves().OfType<In>().SelectMany(i => i.Items).OfType<ListItem.Sequence>())
            binds[sequence.Name] = sequence.Values;
        return binds;
    }

    public sealed override string ToString() => ConditionText.Write(this);
}

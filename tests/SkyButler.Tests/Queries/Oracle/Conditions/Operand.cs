namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>A value in a condition.</summary>
internal abstract record Operand(Kind Kind)
{
    /// <summary>A value as such, with how it is written.</summary>
    internal sealed record Literal(Kind Kind, object Value, string Written) : Operand(Kind);

    /// <summary>A value that goes along with the question under a name.</summary>
    internal sealed record Bind(Kind Kind, object Value, string Name, bool Colon) : Operand(Kind);

    /// <summary>A column, with the name that is used for it.</summary>
    internal sealed record Of(Column Column, string Written) : Operand(Column.Kind);

    /// <summary>The begin or end of a column of timespans.</summary>
    internal sealed record Edge(Column Column, string Written, bool IsEnd) : Operand(Kind.Instant);

    /// <summary>The opposite number.</summary>
    internal sealed record Minus(Operand Inner) : Operand(Inner.Kind);

    /// <summary>Two numbers combined by one of <c>+ - * / %</c>.</summary>
    internal sealed record Math(char Operator, Operand Left, Operand Right) : Operand(Left.Kind);

    public IEnumerable<Operand> Parts() => this switch
    {
        Minus m => m.Inner.Parts().Prepend(this),
        Math m => m.Left.Parts().Concat(m.Right.Parts()).Prepend(this),
        _ => [this],
    };

    public IEnumerable<Column> Columns() => Parts().Select(p => p switch { Of o => o.Column, Edge e => e.Column, _ => null }).OfType<Column>();
}

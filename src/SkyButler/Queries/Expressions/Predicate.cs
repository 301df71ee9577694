using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Expressions;

/// <summary>A condition whose names and types are known.</summary>
internal abstract record Predicate
{
    /// <summary>Holds always.</summary>
    public static Predicate True { get; } = new Constant(true);

    /// <summary>Holds never.</summary>
    public static Predicate False { get; } = new Constant(false);

    /// <summary>All of some conditions; true where there are none.</summary>
    public static Predicate AllOf(IReadOnlyList<Predicate> operands) => operands.Count switch
    {
        0 => True,
        1 => operands[0],
        _ => new And(operands),
    };

    /// <summary>Any of some conditions; false where there are none.</summary>
    public static Predicate AnyOf(IReadOnlyList<Predicate> operands) => operands.Count switch
    {
        0 => False,
        1 => operands[0],
        _ => new Or(operands),
    };

    /// <summary>Always the same.</summary>
    internal sealed record Constant(bool Value) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A comparison of two values other than OVERLAPS; neither is NULL.</summary>
    internal sealed record Comparison(BinaryOperator Operator, Scalar Left, Scalar Right) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"{Left} {Operator.Symbol()} {Right}";
    }

    /// <summary>Two regions, two timespans, or a timespan and an instant have something in common.</summary>
    internal sealed record Overlaps(Scalar Left, Scalar Right) : Predicate
    {
        /// <summary>True for regions, false for times.</summary>
        public bool IsSpatial => Left.Type == ScalarType.Region;

        /// <inheritdoc />
        public override string ToString() => $"{Left} OVERLAPS {Right}";
    }

    /// <summary>There is no value.</summary>
    internal sealed record IsNull(Scalar Operand) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"{Operand} = NULL";
    }

    /// <summary>The value is one of a list, none of which is NULL and all of which have one type.</summary>
    internal sealed record InList(Scalar Operand, IReadOnlyList<Scalar.Literal> Items) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"{Operand} IN ({string.Join(", ", Items.Take(8))}{(Items.Count > 8 ? ", …" : "")})";
    }

    /// <summary>The value is one of every <paramref name="Stride"/>th integer of a range, its limits included.</summary>
    internal sealed record InRange(Scalar Operand, long First, long Last, long Stride) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"{Operand} IN ({First}..{Last}{(Stride == 1 ? "" : ":" + Stride)})";
    }

    /// <summary>A text matches a pattern of <c>*</c>, <c>?</c> and backslash escapes.</summary>
    internal sealed record Glob(Scalar Operand, string Pattern) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"GLOB({Operand}, '{Pattern}')";
    }

    /// <summary>A column of truth values.</summary>
    internal sealed record IsTrue(Scalar Operand) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"{Operand}";
    }

    /// <summary>The opposite; unknown stays unknown.</summary>
    internal sealed record Not(Predicate Operand) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => $"NOT ({Operand})";
    }

    /// <summary>All must hold.</summary>
    internal sealed record And(IReadOnlyList<Predicate> Operands) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => string.Join(" AND ", Operands.Select(o => o is Or ? $"({o})" : $"{o}"));
    }

    /// <summary>One must hold.</summary>
    internal sealed record Or(IReadOnlyList<Predicate> Operands) : Predicate
    {
        /// <inheritdoc />
        public override string ToString() => string.Join(" OR ", Operands.Select(o => o is And ? $"({o})" : $"{o}"));
    }
}

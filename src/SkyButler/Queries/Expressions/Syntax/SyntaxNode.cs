namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>A node of a condition as it was written, before names mean anything.</summary>
/// <param name="Range">The text that the node was read from.</param>
internal abstract record SyntaxNode(TextRange Range)
{
    /// <inheritdoc />
    public sealed override string ToString() => SyntaxPrinter.Print(this);

    /// <summary>An integer.</summary>
    internal sealed record Integer(TextRange Range, long Value) : SyntaxNode(Range);

    /// <summary>A number with a decimal point or exponent.</summary>
    internal sealed record Real(TextRange Range, double Value) : SyntaxNode(Range);

    /// <summary>A text.</summary>
    internal sealed record Text(TextRange Range, string Value) : SyntaxNode(Range);

    /// <summary>An instant, as written between the quotes.</summary>
    internal sealed record Time(TextRange Range, string Value) : SyntaxNode(Range);

    /// <summary>Every <paramref name="Stride"/>th integer from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
    internal sealed record IntegerRange(TextRange Range, long First, long Last, long Stride) : SyntaxNode(Range);

    /// <summary>One to three names with dots between.</summary>
    internal sealed record Name(TextRange Range, string Value) : SyntaxNode(Range);

    /// <summary>A bind value, by name without its colon.</summary>
    internal sealed record Bind(TextRange Range, string Value) : SyntaxNode(Range);

    /// <summary>A sign before a value that is no plain number.</summary>
    internal sealed record Signed(TextRange Range, bool IsMinus, SyntaxNode Operand) : SyntaxNode(Range);

    /// <summary>Arithmetic or a comparison of two values.</summary>
    internal sealed record Binary(TextRange Range, BinaryOperator Operator, SyntaxNode Left, SyntaxNode Right) : SyntaxNode(Range);

    /// <summary>Membership of a list.</summary>
    internal sealed record In(TextRange Range, SyntaxNode Operand, bool IsNegated, IReadOnlyList<SyntaxNode> Items) : SyntaxNode(Range);

    /// <summary>Whether there is no value.</summary>
    internal sealed record IsNull(TextRange Range, SyntaxNode Operand, bool IsNegated) : SyntaxNode(Range);

    /// <summary>A function with its arguments.</summary>
    internal sealed record Call(TextRange Range, string Function, IReadOnlyList<SyntaxNode> Arguments) : SyntaxNode(Range);

    /// <summary>Two values in parentheses: a range of time.</summary>
    internal sealed record Pair(TextRange Range, SyntaxNode First, SyntaxNode Second) : SyntaxNode(Range);

    /// <summary>Negation.</summary>
    internal sealed record Not(TextRange Range, SyntaxNode Operand) : SyntaxNode(Range);

    /// <summary>Two or more conditions that must all hold.</summary>
    internal sealed record And(TextRange Range, IReadOnlyList<SyntaxNode> Operands) : SyntaxNode(Range);

    /// <summary>Two or more conditions of which one must hold.</summary>
    internal sealed record Or(TextRange Range, IReadOnlyList<SyntaxNode> Operands) : SyntaxNode(Range);
}

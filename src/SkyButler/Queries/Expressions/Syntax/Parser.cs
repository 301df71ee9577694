using static SkyButler.Queries.Expressions.Syntax.SyntaxNode;

namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>
/// Reads a condition. From the loosest binding to the tightest: OR, AND, NOT, comparisons (all of one level, left to right), IN,
/// sums, products, signs.
/// </summary>
internal sealed class Parser
{
    /// <summary>Conditions nested deeper than this are refused, so that no later stage can run out of stack.</summary>
    public const int MaxDepth = 100;

    private readonly TokenReader tokens;
    private readonly OperandParser operands;
    private int depth;

    private Parser(TokenReader tokens)
    {
        this.tokens = tokens;
        operands = new OperandParser(tokens, Nested);
    }

    /// <summary>The tree of a condition; null where the text has no word.</summary>
    /// <exception cref="ExpressionException">The text is not a condition.</exception>
    public static SyntaxNode? Parse(SourceText source)
    {
        var tokens = new TokenReader(source, Lexer.Read(source));
        if (tokens.Current.Kind == TokenKind.End)
            return null;
        var node = new Parser(tokens).Disjunction();
        return tokens.Current.Kind == TokenKind.End ? node : throw tokens.Unexpected("an operator or the end", ForeignWords.Hint(tokens.Current));
    }

    private SyntaxNode Nested()
    {
        tokens.Guard(++depth);
        var node = Disjunction();
        depth--;
        return node;
    }

    private SyntaxNode Disjunction()
    {
        var parts = Separated(Conjunction, "OR");
        return parts.Count == 1 ? parts[0] : new Or(TextRange.Join(parts[0].Range, parts[^1].Range), parts);
    }

    private SyntaxNode Conjunction()
    {
        var parts = Separated(Negation, "AND");
        return parts.Count == 1 ? parts[0] : new And(TextRange.Join(parts[0].Range, parts[^1].Range), parts);
    }

    private List<SyntaxNode> Separated(Func<SyntaxNode> part, string keyword)
    {
        var parts = new List<SyntaxNode> { part() };
        while (tokens.TryTake(keyword, out _))
            parts.Add(part());
        return parts;
    }

    private SyntaxNode Negation()
    {
        if (!tokens.TryTake("NOT", out var not))
            return Comparison();
        tokens.Guard(++depth);
        var operand = Negation();
        depth--;
        return new Not(TextRange.Join(not.Range, operand.Range), operand);
    }

    private SyntaxNode Comparison()
    {
        var left = Membership();
        for (var chained = depth; Operators.Of(tokens.Current, BinaryOperator.Equal, BinaryOperator.Overlaps) is { } op; tokens.Guard(++chained))
        {
            tokens.Take();
            var right = Membership();
            left = new Binary(TextRange.Join(left.Range, right.Range), op, left, right);
        }

        return left;
    }

    private SyntaxNode.IsNull NullTest(SyntaxNode operand)
    {
        var negated = tokens.TryTake("NOT", out _);
        var word = tokens.Current;
        return tokens.TryTakeName("NULL")
            ? new SyntaxNode.IsNull(TextRange.Join(operand.Range, word.Range), operand, negated)
            : throw tokens.Unexpected(negated ? "NULL" : "NULL or NOT NULL");
    }

    private SyntaxNode Membership()
    {
        var operand = operands.Sum();
        if (tokens.TryTakeName("IS"))
            return NullTest(operand);
        var negated = tokens.Current.Is("NOT") && tokens.Next.Is("IN");
        if (negated)
            tokens.Take();
        if (!tokens.TryTake("IN", out _))
            return operand;
        tokens.Expect("(");
        var items = new List<SyntaxNode> { operands.ListItem() };
        while (tokens.TryTake(",", out _))
            items.Add(operands.ListItem());
        var close = tokens.Expect(")");
        return new In(TextRange.Join(operand.Range, close.Range), operand, negated, items);
    }
}

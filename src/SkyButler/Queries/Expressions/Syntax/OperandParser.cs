using System.Globalization;
using static SkyButler.Queries.Expressions.Syntax.SyntaxNode;

namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>Reads what stands on either side of a comparison: arithmetic, literals, names, calls, parentheses.</summary>
internal sealed class OperandParser(TokenReader tokens, Func<SyntaxNode> nested)
{
    public SyntaxNode Sum() => Chain(Product, BinaryOperator.Add, BinaryOperator.Subtract);

    /// <summary>An item of a list: a literal, a name without dots, a bind value or a call.</summary>
    public SyntaxNode ListItem() => Operand(0) switch
    {
        Name { Value: var name } node when name.Contains('.', StringComparison.Ordinal) =>
            throw tokens.Error(node.Range, "a list holds literals and bind values, not qualified names"),
        var item when item is Integer or Real or SyntaxNode.Text or Time or IntegerRange or Name or Bind or SyntaxNode.Call => item,
        var other => throw tokens.Error(other.Range, "a list holds literals and bind values only"),
    };

    private SyntaxNode Product() => Chain(() => Operand(0), BinaryOperator.Multiply, BinaryOperator.Modulo);

    private SyntaxNode Chain(Func<SyntaxNode> part, BinaryOperator first, BinaryOperator last)
    {
        var left = part();
        for (var length = 0; Operators.Of(tokens.Current, first, last) is { } op; tokens.Guard(++length))
        {
            tokens.Take();
            var right = part();
            left = new Binary(TextRange.Join(left.Range, right.Range), op, left, right);
        }

        return left;
    }

    private SyntaxNode Operand(int signs)
    {
        tokens.Guard(signs);
        var token = tokens.Current;
        if (token.Is("-") || token.Is("+"))
            return WithSign(tokens.Take(), signs);
        if (token.Is("("))
            return Parenthesised();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(tokens.Take());
            case TokenKind.Range:
                return Range(tokens.Take());
            case TokenKind.String:
                return new SyntaxNode.Text(token.Range, tokens.Take().Text);
            case TokenKind.Time:
                return new Time(token.Range, tokens.Take().Text);
            case TokenKind.Bind:
                return new Bind(token.Range, tokens.Take().Text);
            case TokenKind.Name:
                tokens.Take();
                return tokens.Current.Is("(") && !token.Text.Contains('.', StringComparison.Ordinal) ? Call(token) : new Name(token.Range, token.Text);
            default:
                throw tokens.Unexpected("a value or name");
        }
    }

    private SyntaxNode WithSign(Token sign, int signs)
    {
        var operand = Operand(signs + 1);
        var range = TextRange.Join(sign.Range, operand.Range);
        return (sign.Text, operand) switch
        {
            ("-", Integer { Value: var value }) => new Integer(range, -value),
            ("-", Real { Value: var value }) => new Real(range, -value),
            ("+", Integer or Real) => operand with { Range = range },
            _ => new Signed(range, sign.Text == "-", operand),
        };
    }

    private SyntaxNode Parenthesised()
    {
        var open = tokens.Take();
        var first = nested();
        if (!tokens.TryTake(",", out _))
        {
            tokens.Expect(")");
            return first;
        }

        var second = nested();
        var close = tokens.Expect(")");
        return new Pair(TextRange.Join(open.Range, close.Range), first, second);
    }

    private SyntaxNode.Call Call(Token name)
    {
        tokens.Take();
        var arguments = new List<SyntaxNode>();
        if (!tokens.Current.Is(")"))
        {
            do
            {
                arguments.Add(nested());
            }
            while (tokens.TryTake(",", out _));
        }

        var close = tokens.Expect(")");
        return new SyntaxNode.Call(TextRange.Join(name.Range, close.Range), name.Text, arguments);
    }

    private SyntaxNode Number(Token token)
    {
        if (token.Text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            var value = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(value) ? new Real(token.Range, value) : throw tokens.Error(token.Range, "the number is too large");
        }

        return new Integer(token.Range, Whole(token.Text, token));
    }

    private IntegerRange Range(Token token)
    {
        var dots = token.Text.IndexOf("..", StringComparison.Ordinal);
        var colon = token.Text.IndexOf(':', StringComparison.Ordinal);
        var last = colon < 0 ? token.Text.AsSpan(dots + 2) : token.Text.AsSpan(dots + 2, colon - dots - 2);
        var stride = colon < 0 ? 1 : Whole(token.Text.AsSpan(colon + 1), token);
        return new IntegerRange(token.Range, Whole(token.Text.AsSpan(0, dots), token), Whole(last, token), stride);
    }

    private long Whole(ReadOnlySpan<char> digits, Token token) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw tokens.Error(token.Range, "the integer does not fit into 64 bits");
}

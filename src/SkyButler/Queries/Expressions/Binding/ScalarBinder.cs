using System.Collections;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Queries.Expressions.Literals;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Expressions.Binding;

/// <summary>Gives values in a condition their types: literals, bind values, names, arithmetic, functions.</summary>
internal sealed class ScalarBinder(SourceText source, BindingScope scope)
{
    private readonly IdentifierResolver identifiers = new(scope, " A text is written in single quotes.");

    public Scalar Bind(SyntaxNode node) => node switch
    {
        SyntaxNode.Integer n => Scalar.Of(n.Value),
        SyntaxNode.Real n => Scalar.Of(n.Value),
        SyntaxNode.Text t => Scalar.Of(t.Value),
        SyntaxNode.Time t => Time(t),
        SyntaxNode.Bind b => BindValue(b, b.Value),
        SyntaxNode.Name n => Name(n),
        SyntaxNode.Pair p => Pair(p),
        SyntaxNode.Signed s => Signed(s),
        SyntaxNode.Binary b when !b.Operator.IsComparison() => Arithmetic(b),
        SyntaxNode.Call c => Call(c),
        SyntaxNode.IntegerRange => throw source.Meaningless(node.Range, "A range of integers stands in an IN list only."),
        _ => throw source.Meaningless(node.Range, "Expected a value here, found a condition."),
    };

    /// <summary>The values of the list that a node names, where it names one; NULL may be among them, and all others are of one type.</summary>
    public bool TryBindList(SyntaxNode node, out IReadOnlyList<Scalar.Literal> list)
    {
        list = [];
        var name = node switch { SyntaxNode.Name n => n.Value, SyntaxNode.Bind b => b.Value, _ => null };
        if (name is null || !scope.TryGetBind(name, out var bound) || bound is not (IEnumerable values and not (string or byte[])))
            return false;
        list = [.. values.Cast<object?>().Select(v => Literal(node, v))];
        if (list.Where(l => l.Type != ScalarType.Null).Select(l => l.Type).Distinct().Order().ToList() is { Count: > 1 } types)
            throw source.Meaningless(node.Range, $"The values of '{name}' are of several types ({string.Join(", ", types.Select(t => t.Word()))}); a list holds values of one type.");
        return true;
    }

    private Scalar Name(SyntaxNode.Name node)
    {
        if (scope.TryGetBind(node.Value, out _))
            return BindValue(node, node.Value);
        if (node.Value.Equals("NULL", StringComparison.OrdinalIgnoreCase))
            return Scalar.Null;
        try
        {
            return identifiers.Resolve(node.Value);
        }
        catch (QueryException e)
        {
            throw source.Meaningless(node.Range, e.Message);
        }
    }

    private Scalar.Literal BindValue(SyntaxNode node, string name)
    {
        if (!scope.TryGetBind(name, out var value))
            throw NotBound(node, name);
        if (value is IEnumerable and not (string or byte[]))
            throw source.Meaningless(node.Range, $"'{name}' is bound to a list, which stands in IN (:{name}) only.");
        return Literal(node, value);
    }

    private Scalar.Literal Literal(SyntaxNode node, object? value)
    {
        try
        {
            return Scalar.Of(value);
        }
        catch (QueryException e)
        {
            throw source.Meaningless(node.Range, e.Message);
        }
    }

    private ExpressionException NotBound(SyntaxNode node, string name) =>
        source.Meaningless(node.Range, $"Name '{name}' is not in the bind map.{Suggestions.For(name, scope.Binds.Keys)}");

    private Scalar.Literal Time(SyntaxNode.Time node)
    {
        try
        {
            return new Scalar.Literal(ScalarType.DateTime, TimeLiteral.Parse(node.Value));
        }
        catch (FormatException e)
        {
            throw source.Error(node.Range, e.Message);
        }
    }

    private Scalar.Literal Pair(SyntaxNode.Pair node)
    {
        try
        {
            return new Scalar.Literal(ScalarType.Timespan, Timespan.Between(Instant(node.First), Instant(node.Second)));
        }
        catch (DimensionException e)
        {
            throw source.Meaningless(node.Range, e.Message);
        }
    }

    private long? Instant(SyntaxNode node) => Bind(node) switch
    {
        Scalar.Literal { Type: ScalarType.DateTime, Value: long instant } => instant,
        Scalar.Literal { Type: ScalarType.Null } => null,
        _ => throw source.Meaningless(node.Range, "A timespan is a pair of time literals or NULL."),
    };

    private Scalar Signed(SyntaxNode.Signed node)
    {
        var operand = Bind(node.Operand);
        if (!operand.Type.IsNumber())
            throw source.Meaningless(node.Range, $"Invalid column type {operand.Type.Word()} for a sign.");
        return (node.IsMinus, operand) switch
        {
            (false, _) => operand,
            (_, Scalar.Literal { Value: long value and > long.MinValue }) => Scalar.Of(-value),
            (_, Scalar.Literal { Value: double value }) => Scalar.Of(-value),
            _ => new Scalar.Negated(operand),
        };
    }

    private Scalar.Arithmetic Arithmetic(SyntaxNode.Binary node)
    {
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        var symbol = node.Operator.Symbol();
        if (!left.Type.IsNumber() || !right.Type.IsNumber())
            throw source.Meaningless(node.Range, $"Invalid types {left.Type.Word()}, {right.Type.Word()} for binary operator {symbol}.");
        if (left.Type != right.Type)
            throw source.Meaningless(node.Range, $"Column types for operator {symbol} do not agree ({left.Type.Word()}, {right.Type.Word()}); write a whole number with a point, such as 2.0, to calculate with numbers.");
        if (node.Operator == BinaryOperator.Modulo && left.Type != ScalarType.Int)
            throw source.Meaningless(node.Range, $"Invalid types {left.Type.Word()}, {right.Type.Word()} for binary operator %; it takes integers.");
        return new Scalar.Arithmetic(node.Operator, left, right);
    }

    private Scalar.Literal Call(SyntaxNode.Call node)
    {
        try
        {
            return LiteralFunctions.Evaluate(node.Function, [.. node.Arguments.Select(Argument)]);
        }
        catch (FormatException e)
        {
            throw source.Meaningless(node.Range, Sentence(e.Message));
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '?' ? "" : ".");

    private object? Argument(SyntaxNode node) => Bind(node) is Scalar.Literal literal
        ? literal.Value
        : throw source.Meaningless(node.Range, "A function takes literals and bind values only.");
}

using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries;

/// <summary>
/// A condition in the query language that a data ID alone decides, without a database: its names are dimensions, with or without the
/// element before a dot.
/// </summary>
public sealed class DataIdCondition
{
    private readonly SourceText source;
    private readonly SyntaxNode? tree;

    private DataIdCondition(SourceText source)
    {
        this.source = source;
        tree = Parser.Parse(source);
    }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="QueryException">The text is no condition.</exception>
    public static DataIdCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DataIdCondition(new SourceText(text));
    }

    /// <summary>Whether the condition holds for a data ID; an empty condition holds for all.</summary>
    /// <exception cref="QueryException">The condition needs what the data ID does not say.</exception>
    public bool Holds(DataCoordinate dataId)
    {
        ArgumentNullException.ThrowIfNull(dataId);
        return tree is null || Truth(tree, dataId);
    }

    /// <inheritdoc />
    public override string ToString() => source.Text;

    private bool Truth(SyntaxNode node, DataCoordinate dataId) => node switch
    {
        SyntaxNode.And and => and.Operands.All(o => Truth(o, dataId)),
        SyntaxNode.Or or => or.Operands.Any(o => Truth(o, dataId)),
        SyntaxNode.Not not => !Truth(not.Operand, dataId),
        SyntaxNode.In membership => membership.Items.Any(i => IsMember(Value(membership.Operand, dataId), i, dataId)) != membership.IsNegated,
        SyntaxNode.Binary binary => Compare(binary, dataId),
        _ => throw Unknown(node),
    };

    private bool IsMember(object value, SyntaxNode item, DataCoordinate dataId) => item is SyntaxNode.IntegerRange range
        ? value is long number && number >= range.First && number <= range.Last && (number - range.First) % range.Stride == 0
        : Order(item, value, Value(item, dataId)) == 0;

    private bool Compare(SyntaxNode.Binary node, DataCoordinate dataId)
    {
        if (node.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual
            or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual))
            throw Unknown(node);
        var order = Order(node, Value(node.Left, dataId), Value(node.Right, dataId));
        return node.Operator switch
        {
            BinaryOperator.Equal => order == 0,
            BinaryOperator.NotEqual => order != 0,
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private int Order(SyntaxNode node, object left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (not string, not string) => Number(left).CompareTo(Number(right)),
        _ => throw source.Meaningless(node.Range, "A text can't be compared with a number."),
    };

    private object Value(SyntaxNode node, DataCoordinate dataId) => node switch
    {
        SyntaxNode.Integer integer => integer.Value,
        SyntaxNode.Real real => real.Value,
        SyntaxNode.Text text => text.Value,
        SyntaxNode.Name name => Find(name, dataId),
        SyntaxNode.Signed signed => Calculate(BinaryOperator.Multiply, signed.IsMinus ? -1L : 1L, Value(signed.Operand, dataId), node),
        SyntaxNode.Binary binary => Calculate(binary.Operator, Value(binary.Left, dataId), Value(binary.Right, dataId), node),
        _ => throw Unknown(node),
    };

    private object Find(SyntaxNode.Name name, DataCoordinate dataId)
    {
        var parts = name.Value.Split('.');
        foreach (var (dimension, value) in dataId.Items)
            if (dimension == name.Value || (parts.Length == 2 && (dimension == parts[1] || (dimension == parts[0] && parts[1] is "id" or "name"))))
                return value.ToObject();
        throw source.Meaningless(name.Range, $"The data ID {dataId} has no '{name.Value}'.");
    }

    private object Calculate(BinaryOperator operation, object left, object right, SyntaxNode node) => (operation, left, right) switch
    {
        (_, string, _) or (_, _, string) => throw source.Meaningless(node.Range, "Texts can't be calculated with."),
        (BinaryOperator.Add, long a, long b) => a + b,
        (BinaryOperator.Subtract, long a, long b) => a - b,
        (BinaryOperator.Multiply, long a, long b) => a * b,
        (BinaryOperator.Modulo, long a, long b and not 0) => a % b,
        (BinaryOperator.Divide, long a, long b and not 0) => a / b,
        (BinaryOperator.Add, _, _) => Number(left) + Number(right),
        (BinaryOperator.Subtract, _, _) => Number(left) - Number(right),
        (BinaryOperator.Multiply, _, _) => Number(left) * Number(right),
        (BinaryOperator.Divide, _, _) => Number(left) / Number(right),
        _ => throw Unknown(node),
    };

    private static double Number(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    private Expressions.ExpressionException Unknown(SyntaxNode node) =>
        source.Meaningless(node.Range, "A data ID alone does not decide this; compare dimensions with numbers and texts.");
}

using SkyButler.Queries.Expressions.Syntax;
using static SkyButler.Queries.Expressions.Predicate;

namespace SkyButler.Queries.Expressions.Binding;

/// <summary>Turns a condition as written into one whose names and types are known and fit together.</summary>
internal sealed class PredicateBinder
{
    // More would be no condition that a person or a sensible program writes, and databases have their limits.
    private const int MaxLeaves = 10_000;

    private readonly SourceText source;
    private readonly ScalarBinder scalars;

    private PredicateBinder(SourceText source, BindingScope scope)
    {
        this.source = source;
        scalars = new ScalarBinder(source, scope);
    }

    /// <summary>The condition that a text states; empty text holds always.</summary>
    /// <exception cref="QueryException">The text is not a condition, or its names or types are wrong.</exception>
    public static Predicate Bind(string text, BindingScope scope)
    {
        var source = new SourceText(text);
        if (Parser.Parse(source) is not { } node)
            return True;
        var predicate = new PredicateBinder(source, scope).Bind(node);
        return predicate.Leaves().Count() is var count && count <= MaxLeaves
            ? predicate
            : throw new QueryException($"The condition has {count} comparisons; at most {MaxLeaves} are answered. Give long lists of values as IN (:name) with a bind value.");
    }

    private Predicate Bind(SyntaxNode node) => node switch
    {
        SyntaxNode.Not n => new Not(Bind(n.Operand)),
        SyntaxNode.And a => new And([.. a.Operands.Select(Bind)]),
        SyntaxNode.Or o => new Or([.. o.Operands.Select(Bind)]),
        SyntaxNode.Binary { Operator: BinaryOperator.Overlaps } b => Overlap(b),
        SyntaxNode.Binary b when b.Operator.IsComparison() => Compare(b),
        SyntaxNode.In i => Membership(i),
        SyntaxNode.IsNull n => NullTest(n),
        SyntaxNode.Call c when c.Function.Equals("GLOB", StringComparison.OrdinalIgnoreCase) => Pattern(c),
        _ => Truth(node),
    };

    private Predicate Truth(SyntaxNode node) => scalars.Bind(node) switch
    {
        Scalar.Literal { Value: bool value } => value ? True : False,
        { Type: ScalarType.Bool } column => new IsTrue(column),
        var other => throw source.Meaningless(node.Range, $"Expected a condition here, found a value of type {other.Type.Word()}."),
    };

    private Predicate Compare(SyntaxNode.Binary node)
    {
        var left = scalars.Bind(node.Left);
        var right = scalars.Bind(node.Right);
        if (left.Type == ScalarType.Null || right.Type == ScalarType.Null)
            return NullComparison(node, left.Type == ScalarType.Null ? right : left);
        if (!ScalarTypes.AreComparable(left.Type, right.Type))
            throw Disagreement(node, left, right);
        if (node.Operator.IsOrdering() && !left.Type.IsOrdered())
            throw source.Meaningless(node.Range, $"Invalid column type {left.Type.Word()} for operator {node.Operator.Symbol()}.");
        return new Comparison(node.Operator, left, right);
    }

    private Predicate NullComparison(SyntaxNode.Binary node, Scalar operand)
    {
        if (operand is Scalar.Literal || node.Operator.IsOrdering())
            throw source.Meaningless(node.Range, $"NULL is compared with columns only, by = or !=.");
        var isNull = new IsNull(operand);
        return node.Operator == BinaryOperator.Equal ? isNull : new Not(isNull);
    }

    private Predicate NullTest(SyntaxNode.IsNull node)
    {
        var operand = scalars.Bind(node.Operand);
        if (operand is Scalar.Literal)
            throw source.Meaningless(node.Range, "IS NULL is asked of columns only.");
        var isNull = new IsNull(operand);
        return node.IsNegated ? new Not(isNull) : isNull;
    }

    private Overlaps Overlap(SyntaxNode.Binary node)
    {
        var left = scalars.Bind(node.Left);
        var right = scalars.Bind(node.Right);
        return (left.Type, right.Type) switch
        {
            (ScalarType.Region, ScalarType.Region) when left is Scalar.Reference || right is Scalar.Reference => new Overlaps(left, right),
            (ScalarType.Timespan, ScalarType.Timespan) => new Overlaps(left, right),
            (ScalarType.Timespan, var instant) when instant.IsInstant() => new Overlaps(left, right),
            (var instant, ScalarType.Timespan) when instant.IsInstant() => new Overlaps(right, left),
            (ScalarType.Region, ScalarType.Region) => throw source.Meaningless(node.Range, "OVERLAPS takes a region column on one side at least."),
            _ => throw Disagreement(node, left, right),
        };
    }

    private Predicate Membership(SyntaxNode.In node)
    {
        var operand = scalars.Bind(node.Operand);
        var literals = new List<Scalar.Literal>();
        var alternatives = new List<Predicate>();
        foreach (var item in node.Items)
        {
            if (item is SyntaxNode.IntegerRange range)
                alternatives.Add(Range(operand, range));
            else if (scalars.TryBindList(item, out var list))
                literals.AddRange(list);
            else if (scalars.Bind(item) is Scalar.Literal literal)
                literals.Add(literal);
            else
                alternatives.Add(new Comparison(BinaryOperator.Equal, operand, Fitting(node, operand, scalars.Bind(item))));
        }

        if (literals.RemoveAll(l => l.Type == ScalarType.Null) > 0)
            alternatives.Add(new IsNull(operand));
        foreach (var literal in literals)
            Fitting(node, operand, literal);
        if (literals.Count > 0)
            alternatives.Add(new InList(operand, [.. literals.Distinct()]));
        var any = AnyOf(alternatives);
        return node.IsNegated ? new Not(any) : any;
    }

    private InRange Range(Scalar operand, SyntaxNode.IntegerRange range) => operand.Type == ScalarType.Int
        ? new InRange(operand, range.First, range.Last, range.Stride)
        : throw source.Meaningless(range.Range, $"A range of integers can't hold {operand}, which is of type {operand.Type.Word()}.");

    private Scalar Fitting(SyntaxNode.In node, Scalar operand, Scalar item) => ScalarTypes.AreComparable(operand.Type, item.Type)
        ? item
        : throw source.Meaningless(node.Range, $"Column types for comparison {operand} IN {item} do not agree ({operand.Type.Word()}, {item.Type.Word()}).{ComparisonHint.For(operand, item)}");

    private Predicate Pattern(SyntaxNode.Call node)
    {
        if (node.Arguments is not [var column, var pattern])
            throw source.Meaningless(node.Range, "GLOB takes a column and a pattern.");
        if (scalars.Bind(column) is not Scalar.Reference { Type: ScalarType.String } operand)
            throw source.Meaningless(column.Range, "The first argument of GLOB must be a string column.");
        return scalars.Bind(pattern) is Scalar.Literal { Value: string text }
            ? text == "*" ? True : new Glob(operand, text)
            : throw source.Meaningless(pattern.Range, "The second argument of GLOB must be a text.");
    }

    private ExpressionException Disagreement(SyntaxNode.Binary node, Scalar left, Scalar right) => source.Meaningless(
        node.Range, $"Column types for comparison {SyntaxPrinter.Print(node)} do not agree ({left.Type.Word()}, {right.Type.Word()}).{ComparisonHint.For(left, right)}");
}

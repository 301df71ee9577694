using FsCheck;
using FsCheck.Fluent;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Tests.Queries.Expressions;

/// <summary>Random conditions as trees.</summary>
internal static class SyntaxTrees
{
    private static readonly TextRange Nowhere = new(0, 0);

    private static readonly Gen<SyntaxNode> Literals = Gen.OneOf<SyntaxNode>(
        Gen.Choose(-1000, 1000).Select(n => (SyntaxNode)new SyntaxNode.Integer(Nowhere, n)),
        Gen.Choose(-1000, 1000).Select(n => (SyntaxNode)new SyntaxNode.Real(Nowhere, n / 16.0)),
        Gen.Elements("", "it", "a b", "Ä(", "x)", ",").Select(t => (SyntaxNode)new SyntaxNode.Text(Nowhere, t)),
        Gen.Elements("2020-01-01", "58000.5").Select(t => (SyntaxNode)new SyntaxNode.Time(Nowhere, t)),
        Gen.Elements("a", "ids").Select(t => (SyntaxNode)new SyntaxNode.Bind(Nowhere, t)));

    private static readonly Gen<SyntaxNode> Names =
        Gen.Elements("visit", "visit.id", "bias.timespan.begin", "NULL", "t", "ins").Select(n => (SyntaxNode)new SyntaxNode.Name(Nowhere, n));

    private static readonly Gen<SyntaxNode> Items = Gen.OneOf(
        Literals,
        (from first in Gen.Choose(-5, 5) from last in Gen.Choose(-5, 5) from stride in Gen.Choose(1, 3) select (first, last, stride))
            .Select(r => (SyntaxNode)new SyntaxNode.IntegerRange(Nowhere, r.first, r.last, r.stride)));

    public static Gen<SyntaxNode> Conditions { get; } = Gen.Sized(size => Condition(Math.Min(size / 8, 4)));

    private static Gen<SyntaxNode> Condition(int depth)
    {
        var comparison = from left in Value(depth)
                         from op in Gen.Choose(0, 6)
                         from right in Value(depth)
                         select (SyntaxNode)new SyntaxNode.Binary(Nowhere, (BinaryOperator)op, left, right);
        var membership = from operand in Value(depth)
                         from negated in Gen.Elements(true, false)
                         from count in Gen.Choose(1, 3)
                         from items in Gen.ListOf(Items, count)
                         select (SyntaxNode)new SyntaxNode.In(Nowhere, operand, negated, [.. items]);
        var isNull = from operand in Value(depth) from negated in Gen.Elements(true, false) select (SyntaxNode)new SyntaxNode.IsNull(Nowhere, operand, negated);
        if (depth == 0)
            return Gen.OneOf(comparison, membership, isNull);
        var not = Condition(depth - 1).Select(c => (SyntaxNode)new SyntaxNode.Not(Nowhere, c));
        var and = Gen.ListOf(Condition(depth - 1), 2).Select(c => (SyntaxNode)new SyntaxNode.And(Nowhere, [.. c]));
        var or = Gen.ListOf(Condition(depth - 1), 3).Select(c => (SyntaxNode)new SyntaxNode.Or(Nowhere, [.. c]));
        return Gen.OneOf(comparison, membership, not, and, or);
    }

    private static Gen<SyntaxNode> Value(int depth)
    {
        var leaf = Gen.OneOf(Literals, Names);
        if (depth == 0)
            return leaf;
        var sum = from left in Value(depth - 1)
                  from op in Gen.Choose(7, 11)
                  from right in Value(depth - 1)
                  select (SyntaxNode)new SyntaxNode.Binary(Nowhere, (BinaryOperator)op, left, right);
        var signed = Names.Select(n => (SyntaxNode)new SyntaxNode.Signed(Nowhere, true, n));
        var call = Gen.ListOf(Value(depth - 1), 2).Select(a => (SyntaxNode)new SyntaxNode.Call(Nowhere, "GLOB", [.. a]));
        var pair = from a in Literals from b in Names select (SyntaxNode)new SyntaxNode.Pair(Nowhere, a, b);
        return Gen.OneOf(leaf, sum, signed, call, pair);
    }
}

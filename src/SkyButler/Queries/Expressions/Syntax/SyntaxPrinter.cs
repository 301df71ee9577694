using System.Globalization;
using static SkyButler.Queries.Expressions.Syntax.SyntaxNode;

namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>Writes a tree as text that reads back as the same tree.</summary>
internal static class SyntaxPrinter
{
    public static string Print(SyntaxNode node) => node switch
    {
        Integer n => n.Value.ToString(CultureInfo.InvariantCulture),
        Real n => Decimal(n.Value),
        SyntaxNode.Text t => $"'{t.Value}'",
        Time t => $"T'{t.Value}'",
        IntegerRange r => string.Create(CultureInfo.InvariantCulture, $"{r.First}..{r.Last}") + (r.Stride == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":{r.Stride}")),
        Name n => n.Value,
        Bind b => ":" + b.Value,
        Signed s => (s.IsMinus ? "- " : "+ ") + Operand(s.Operand),
        Binary b => $"{Operand(b.Left)} {b.Operator.Symbol()} {Operand(b.Right)}",
        In i => $"{Operand(i.Operand)} {(i.IsNegated ? "NOT IN" : "IN")} ({Joined(i.Items)})",
        SyntaxNode.IsNull n => $"{Operand(n.Operand)} IS {(n.IsNegated ? "NOT " : "")}NULL",
        Call c => $"{c.Function}({Joined(c.Arguments)})",
        Pair p => $"({Print(p.First)}, {Print(p.Second)})",
        Not n => "NOT " + Operand(n.Operand),
        And a => string.Join(" AND ", a.Operands.Select(Operand)),
        Or o => string.Join(" OR ", o.Operands.Select(Operand)),
        _ => throw new InvalidOperationException($"No text for {node.GetType().Name}."),
    };

    private static string Operand(SyntaxNode node) => node is Binary or In or SyntaxNode.IsNull or Signed or Not or And or Or ? $"({Print(node)})" : Print(node);

    private static string Joined(IReadOnlyList<SyntaxNode> nodes) => string.Join(", ", nodes.Select(Print));

    // A point or exponent must stay, else the number reads back as an integer.
    private static string Decimal(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}

using System.Globalization;
using static SkyButler.Tests.Queries.Oracle.Conditions.Condition;

namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>Conditions in the language of queries, with no more parentheses than the rules of binding require.</summary>
internal static class ConditionText
{
    public static string Write(Condition condition) => condition switch
    {
        Compare c => $"{Write(c.Left)} {c.Operator} {Write(c.Right)}",
        Absent { NullFirst: true } a => $"NULL {(a.Negated ? "!=" : "=")} {Write(a.Value)}",
        Absent a => $"{Write(a.Value)} {(a.Negated ? "!=" : "=")} null",
        In i => $"{Write(i.Value)} {(i.Negated ? "NOT IN" : "in")} ({string.Join(", ", i.Items.Select(Write))})",
        Overlaps o => $"{Write(o.Left)} OVERLAPS {Write(o.Right)}",
        Glob g => $"GLOB({Write(g.Value)}, '{g.Pattern}')",
        Flag f => Write(f.Value),
        Not n => "NOT " + (n.Inner is And or Or ? $"({Write(n.Inner)})" : Write(n.Inner)),
        And a => string.Join(" AND ", a.Parts.Select(p => p is Or or And ? $"({Write(p)})" : Write(p))),
        Or o => string.Join(" OR ", o.Parts.Select(p => p is Or ? $"({Write(p)})" : Write(p))),
        _ => throw new InvalidOperationException(),
    };

    private static string Write(Operand operand) => operand switch
    {
        Operand.Literal l => l.Written,
        Operand.Bind b => b.Colon ? ":" + b.Name : b.Name,
        Operand.Of o => o.Written,
        Operand.Edge e => $"{e.Written}.{(e.IsEnd ? "end" : "begin")}",
        Operand.Minus m => m.Inner is Operand.Math ? $"-({Write(m.Inner)})" : $"- {Write(m.Inner)}",
        Operand.Math m => $"{Left(m)} {m.Operator} {Right(m)}",
        _ => throw new InvalidOperationException(),
    };

    private static string Left(Operand.Math m) => m.Left is Operand.Math l && Strength(l.Operator) < Strength(m.Operator) ? $"({Write(l)})" : Write(m.Left);

    private static string Right(Operand.Math m) => m.Right is Operand.Math r && Strength(r.Operator) <= Strength(m.Operator) ? $"({Write(r)})" : Write(m.Right);

    private static int Strength(char op) => op is '+' or '-' ? 1 : 2;

    private static string Write(ListItem item) => item switch
    {
        ListItem.One o => Write(o.Value),
        ListItem.Null => "NULL",
        ListItem.Range r => string.Create(CultureInfo.InvariantCulture, $"{r.First}..{r.Last}") + (r.Step == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":{r.Step}")),
        ListItem.Sequence s => ":" + s.Name,
        _ => throw new InvalidOperationException(),
    };
}

using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Makes conditions whose types agree and which hold for some rows.</summary>
internal sealed class ConditionMaker(Choices choices, Vocabulary words, IReadOnlyList<Column> foreign)
{
    private readonly LiteralMaker literals = new(choices);

    public Condition Tree(int depth)
    {
        if (depth == 0 || choices.Chance(35))
            return Leaf();
        return choices.Number(0, 2) switch
        {
            0 => new Condition.Not(Tree(depth - 1)),
            1 => new Condition.And([Tree(depth - 1), Tree(depth - 1)]),
            _ => new Condition.Or([Tree(depth - 1), Tree(depth - 1)]),
        };
    }

    /// <summary>A condition on a region; null where there is no region to speak of.</summary>
    public Condition? Place() => words.Columns.Where(c => c.Kind == Kind.Region).ToList() is { Count: > 0 } columns ? Place(choices.Pick(columns)) : null;

    public Condition Governor(Column.Key governor)
    {
        var column = Name(governor);
        var value = literals.Of(Kind.Text, choices.Pick(words.ValuesOf(governor)));
        return choices.Number(0, 9) switch
        {
            0 => new Condition.Compare("!=", column, value),
            1 => new Condition.In(column, [new ListItem.One(value)], Negated: false),
            2 => new Condition.Compare("=", value, column),
            _ => new Condition.Compare("=", column, value),
        };
    }

    private Condition.Overlaps Place(Column column)
    {
        var others = words.Columns.Where(c => c.Kind == Kind.Region && c != column).ToList();
        Operand other = others.Count > 0 && choices.Chance(25) ? Name(choices.Pick(others)) : literals.Near(Kind.Region, []);
        return choices.Chance(70) ? new(Name(column), other) : new(other, Name(column));
    }

    private Operand.Of Name(Column column) => new(column, choices.Pick(words.NamesOf(column)));

    private Condition Leaf()
    {
        var column = foreign.Count > 0 && choices.Chance(8) ? choices.Pick(foreign) : choices.Pick(words.Columns);
        if (column.Kind == Kind.Region && choices.Chance(70))
            return Place(column);
        if (choices.Chance(6) || column.Kind is Kind.Hash or Kind.Region)
            return new Condition.Absent(Name(column), choices.Chance(50), choices.Chance(20));
        return column.Kind switch
        {
            Kind.Flag => new Condition.Flag(Name(column)),
            Kind.Span => Time(column),
            Kind.Text when choices.Chance(25) => new Condition.Glob(Name(column), Pattern(column)),
            _ when choices.Chance(30) => In(column),
            Kind.Int or Kind.Real when choices.Chance(40) => Arithmetic(column),
            _ => Comparison(column),
        };
    }

    private Condition.Compare Comparison(Column column)
    {
        var op = column.Kind == Kind.Id ? choices.Pick("=", "!=") : choices.Pick("=", "=", "!=", "<", "<=", ">", ">=");
        var same = words.Columns.Where(c => c.Kind == column.Kind).ToList();
        Operand other = choices.Chance(15) && same.Count > 0 && column.Kind != Kind.Ingested ? Name(choices.Pick(same)) : literals.Near(column.Kind, words.ValuesOf(column));
        return choices.Chance(80) ? new(op, Name(column), other) : new(op, other, Name(column));
    }

    private Condition.Compare Arithmetic(Column column)
    {
        Operand Constant() => column.Kind == Kind.Int ? literals.Of(Kind.Int, (long)choices.Number(-2, 4)) : literals.Of(Kind.Real, choices.Number(-2, 4) / 2.0);
        var ops = column.Kind == Kind.Int ? "+-*/%" : "+-*/";
        Operand value = Name(column);
        for (var i = choices.Number(0, 2); i >= 0; i--)
        {
            var op = choices.Pick(ops.ToCharArray());
            value = choices.Chance(75) ? new Operand.Math(op, value, Constant()) : new Operand.Math(op, Constant(), value);
        }

        if (choices.Chance(15))
            value = new Operand.Minus(value);
        return new Condition.Compare(choices.Pick("=", "!=", "<", "<=", ">", ">="), value, literals.Near(column.Kind, words.ValuesOf(column)));
    }

    private Condition Time(Column column)
    {
        var name = choices.Pick(words.NamesOf(column));
        var occurring = words.ValuesOf(column);
        return choices.Number(0, 6) switch
        {
            0 => new Condition.Compare(choices.Pick("=", "!="), new Operand.Of(column, name), literals.Near(Kind.Span, occurring)),
            1 or 2 => new Condition.Compare(choices.Pick("<", "<=", ">", ">=", "=", "!="), new Operand.Edge(column, name, choices.Chance(50)), literals.Near(Kind.Instant, occurring)),
            3 => new Condition.Overlaps(new Operand.Of(column, name), literals.Near(Kind.Instant, occurring)),
            4 when words.Columns.Where(c => c.Kind == Kind.Span && c != column).ToList() is { Count: > 0 } others =>
                new Condition.Overlaps(new Operand.Of(column, name), Name(choices.Pick(others))),
            5 => new Condition.Overlaps(literals.Near(Kind.Span, occurring), new Operand.Of(column, name)),
            _ => new Condition.Overlaps(new Operand.Of(column, name), literals.Near(Kind.Span, occurring)),
        };
    }

    private Condition.In In(Column column)
    {
        var items = new List<ListItem>();
        for (var i = choices.Number(1, 3); i > 0; i--)
            items.Add(Item(column));
        return new Condition.In(Name(column), items, choices.Chance(30));
    }

    private ListItem Item(Column column)
    {
        var occurring = words.ValuesOf(column);
        if (choices.Chance(6))
            return new ListItem.Null();
        if (column.Kind == Kind.Int && choices.Chance(35))
        {
            var first = (occurring.Count > 0 ? (long)choices.Pick(occurring) : 0) - choices.Number(0, 3);
            return new ListItem.Range(first, first + choices.Number(-1, 6), choices.Pick(1, 1, 2, 3));
        }

        if (column.Kind is Kind.Int or Kind.Text or Kind.Id && occurring.Count > 0 && choices.Chance(20))
            return new ListItem.Sequence(literals.NextBind, choices.Several(occurring, choices.Pick(1, 2, 12)));
        return new ListItem.One(literals.Near(column.Kind, occurring));
    }

    private string Pattern(Column column)
    {
        var occurring = words.ValuesOf(column).Cast<string>().Where(t => !t.Contains('\'', StringComparison.Ordinal)).ToList();
        var text = occurring.Count == 0 ? "x" : choices.Pick(occurring).Replace("*", "\\*", StringComparison.Ordinal);
        var cut = choices.Number(0, text.Length);
        return choices.Number(0, 4) switch
        {
            0 => text[..cut].TrimEnd('\\') + "**",
            1 => "*?" + (text[cut..] is ['*', ..] ? "" : text[cut..]),
            2 => text.Length > 1 && text[0] != '\\' ? "?" + text[1..] : text,
            3 => "**",
            _ => text,
        };
    }
}

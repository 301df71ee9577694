using FsCheck;
using FsCheck.Fluent;
using SkyButler.Queries;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Tests.Queries.Expressions;

public sealed class ParserTests
{
    [Theory]
    [InlineData("a = 1 AND b = 2 OR NOT c = 3", "((a = 1) AND (b = 2)) OR (NOT (c = 3))")]
    [InlineData("not a = 1 and b = 2", "(NOT (a = 1)) AND (b = 2)")]
    [InlineData("a = b = c", "(a = b) = c")]
    [InlineData("a < b = c >= d", "((a < b) = c) >= d")]
    [InlineData("1 + 2 * 3 - 4", "(1 + (2 * 3)) - 4")]
    [InlineData("exposure - 1000 <= 4", "(exposure - 1000) <= 4")]
    [InlineData("a -5 = -5", "(a - 5) = -5")]
    [InlineData("x IN (1..7:2, -3 .. -1, 9)", "x IN (1..7:2, -3..-1, 9)")]
    [InlineData("x.y.z NOT IN ('a', :b, T'2020-01-01')", "x.y.z NOT IN ('a', :b, T'2020-01-01')")]
    [InlineData("t.timespan overlaps (null, t'58000.5')", "t.timespan OVERLAPS (null, T'58000.5')")]
    [InlineData("a = .5e1\nAND b = 1e3 AND c = 2.", "(a = 5.0) AND (b = 1000.0) AND (c = 2.0)")]
    [InlineData("a = '' AND b = 'c'", "(a = '') AND (b = 'c')")]
    [InlineData("a is null OR not b.c IS NOT NULL", "(a IS NULL) OR (NOT (b.c IS NOT NULL))")]
    [InlineData("is = 1 AND a = is", "(is = 1) AND (a = is)")]
    [InlineData("POINT(1, -2.5) OVERLAPS visit.region", "POINT(1, -2.5) OVERLAPS visit.region")]
    public void Operators_bind_as_the_language_says(string text, string printed) => Parse(text)!.ToString().ShouldBe(printed);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Empty_text_is_no_condition(string text) => Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("visit >", 1, 8, "expected a value or name, found the end")]
    [InlineData("a = 1 AND\nb == 2", 2, 3, "equality is written as one '='")]
    [InlineData("a = 1 AND\nb = = 2", 2, 5, "expected a value or name, found '='")]
    [InlineData("a <> 1", 1, 3, "inequality is written as '!='")]
    [InlineData("a = 1 && b = 2", 1, 7, "joined by AND")]
    [InlineData("a LIKE 'x%'", 1, 3, "found 'LIKE' (a pattern is tested by GLOB")]
    [InlineData("a BETWEEN 1 AND 2", 1, 3, "IN (1..9)")]
    [InlineData("a = \"x\"", 1, 5, "double quotes are not used here")]
    [InlineData("a = 'it' 's'", 1, 10, "expected an operator or the end, found 's'")]
    [InlineData("a = 'it''s'", 1, 8, "can't hold a quote; name a bind value")]
    [InlineData("a = 'open", 1, 5, "a quote is opened and not closed")]
    [InlineData("a.b.c.d = 1", 1, 1, "at most three parts")]
    [InlineData("x IS 3", 1, 6, "expected NULL or NOT NULL, found '3'")]
    [InlineData("x IS NOT y", 1, 10, "expected NULL, found 'y'")]
    [InlineData("x IN ()", 1, 7, "expected a value or name, found ')'")]
    [InlineData("x IN (visit.id)", 1, 7, "not qualified names")]
    [InlineData("x IN (1 2)", 1, 9, "expected ')', found '2'")]
    [InlineData("a = 99999999999999999999", 1, 5, "does not fit into 64 bits")]
    [InlineData("a = #", 1, 5, "unexpected character '#'")]
    [InlineData("(a = 1", 1, 7, "expected ')', found the end")]
    [InlineData("a ! b", 1, 3, "'!' stands only in '!='")]
    public void Errors_say_where_they_are_and_what_was_expected(string text, int line, int column, string problem)
    {
        var error = Should.Throw<ExpressionException>(() => Parse(text));
        (error.Line, error.Column).ShouldBe((line, column));
        error.Message.ShouldContain(problem);
        error.Message.ShouldContain('»');
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void The_fault_stands_between_marks_at_the_end_of_the_message() =>
        Should.Throw<ExpressionException>(() => Parse("instrument = 'X' AND visit @ 3")).Message
            .ShouldEndWith("unexpected character '@': instrument = 'X' AND visit »@« 3");

    [Theory]
    [InlineData("visit = 1 AND\n\tvist.x @ 3\nAND a = 1", " vist.x @ 3\n        ^")]
    [InlineData("visit >", "visit >\n       ^")]
    [InlineData("detector = 'open", "detector = 'open\n           ^^^^^")]
    public void The_fault_is_underlined(string text, string underlined) =>
        Should.Throw<ExpressionException>(() => Parse(text)).Underlined.ShouldBe(underlined);

    [Fact]
    public void Long_lines_are_cut_around_the_fault()
    {
        var lines = Should.Throw<ExpressionException>(() => Parse(string.Concat(Enumerable.Repeat("a = 1 AND ", 1000)) + "b @ 3" + new string(' ', 500))).Underlined.Split('\n');
        lines[0].Length.ShouldBeLessThan(100);
        lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)].ShouldBe('@');
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        foreach (var text in new[] { new string('(', 100_000) + "a", "a = " + new string('-', 100_000) + "1", string.Concat(Enumerable.Repeat("NOT ", 100_000)) + "a", "a = 1" + string.Concat(Enumerable.Repeat(" + 1", 100_000)), "a" + string.Concat(Enumerable.Repeat(" = a", 100_000)), string.Concat(Enumerable.Repeat("f(", 100_000)) })
            Should.Throw<ExpressionException>(() => Parse(text)).Message.ShouldContain("deep");
    }

    [Fact]
    public void Long_conjunctions_and_lists_are_no_nesting()
    {
        Parse(string.Join(" AND ", Enumerable.Repeat("a = 1", 20_000))).ShouldBeOfType<SyntaxNode.And>().Operands.Count.ShouldBe(20_000);
        Parse($"a IN ({string.Join(',', Enumerable.Range(0, 50_000))})").ShouldBeOfType<SyntaxNode.In>().Items.Count.ShouldBe(50_000);
    }

    [Fact]
    public void Huge_texts_are_refused() =>
        Should.Throw<QueryException>(() => Parse(new string(' ', SourceText.MaxLength + 1))).Message.ShouldContain("bind");

    [Fact]
    public void Printing_and_parsing_are_inverse() => Check(SyntaxTrees.Conditions, tree =>
        Parse(tree.ToString())!.ToString().ShouldBe(tree.ToString()));

    [Fact]
    public void Tokens_written_out_with_blanks_read_back_as_the_same_tokens() => Check(SyntaxTrees.Conditions, tree =>
    {
        var tokens = Read(tree.ToString());
        var again = Read(string.Join(" \n", tokens.Select(t => tree.ToString().Substring(t.Range.Start, t.Range.Length))));
        again.Select(t => (t.Kind, t.Text)).ShouldBe(tokens.Select(t => (t.Kind, t.Text)));
    });

    [Fact]
    public void Any_text_is_parsed_or_refused() => Check(ArbMap.Default.GeneratorFor<string>().Where(t => t is not null), text =>
    {
        try
        {
            Parse(text);
        }
        catch (QueryException e)
        {
            e.Message.ShouldNotContain('\n');
        }
    });

    private static IReadOnlyList<Token> Read(string text) => Lexer.Read(new SourceText(text));

    private static SyntaxNode? Parse(string text) => Parser.Parse(new SourceText(text));

    private static void Check<T>(Gen<T> values, Action<T> law) =>
        Prop.ForAll(values.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 7));
}

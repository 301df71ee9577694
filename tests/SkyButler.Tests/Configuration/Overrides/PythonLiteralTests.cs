using FsCheck;
using FsCheck.Fluent;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Tests.Configuration.Overrides;

public sealed class PythonLiteralTests
{
    [Theory]
    [InlineData("5", 5L)]
    [InlineData("-5", -5L)]
    [InlineData("0x1F", 31L)]
    [InlineData("1_000", 1000L)]
    [InlineData("2.5", 2.5)]
    [InlineData("1e5", 100000.0)]
    [InlineData("-1.5e-3", -0.0015)]
    [InlineData(".5", 0.5)]
    [InlineData("True", true)]
    [InlineData("False", false)]
    [InlineData("None", null)]
    [InlineData("'a b'", "a b")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("'a' 'b'", "ab")]
    [InlineData("''", "")]
    [InlineData("\"\"", "")]
    [InlineData("'\\n\\x41'", "\nA")]
    [InlineData("word", "word")]
    public void Literals_have_their_values(string text, object? value) => PythonLiteral.Interpret(text).ShouldBe(value);

    [Theory]
    [InlineData("deepCoadd.calexp")]
    [InlineData("a/b")]
    [InlineData("s3://bucket/key")]
    [InlineData("HSC-R")]
    [InlineData("1+2")]
    [InlineData("007")]
    [InlineData("")]
    [InlineData("[1, 2")]
    [InlineData("__import__('os')")]
    public void What_is_no_literal_stays_text(string text) => PythonLiteral.Interpret(text).ShouldBe(text);

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("(1, 2)")]
    [InlineData("1, 2")]
    [InlineData("[1, 2,]")]
    public void Lists_and_tuples_are_lists(string text) => PythonLiteral.Interpret(text).ShouldBeAssignableTo<IReadOnlyList<object?>>()!.ShouldBe([1L, 2L]);

    [Fact]
    public void Dictionaries_are_by_text()
    {
        var map = PythonLiteral.Interpret("{'a': 1, 'b': [None, x]}").ShouldBeOfType<Dictionary<string, object?>>();
        map["a"].ShouldBe(1L);
        map["b"].ShouldBeAssignableTo<IReadOnlyList<object?>>()!.ShouldBe([null, "x"]);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_calls()
    {
        PythonLiteral.Interpret("float('nan')").ShouldBe(double.NaN);
        PythonLiteral.Interpret("float('-inf')").ShouldBe(double.NegativeInfinity);
    }

    [Fact]
    public void Deep_nesting_is_text_and_no_crash()
    {
        var deep = new string('[', 100_000);
        PythonLiteral.Interpret(deep).ShouldBe(deep);
    }

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1e16, "1e+16")]
    [InlineData(0.1, "0.1")]
    [InlineData(double.PositiveInfinity, "float('inf')")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\\b\n", "'a\\\\b\\n'")]
    [InlineData(null, "None")]
    [InlineData(true, "True")]
    public void Values_are_written_as_Python_writes_them(object? value, string text) => PythonText.Repr(value).ShouldBe(text);

    [Fact]
    public void What_is_written_reads_back()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<(string? Text, double Real, long Integer, bool Truth)>(),
            v =>
            {
                var list = new List<object?> { v.Text, v.Real, v.Integer, v.Truth };
                return PythonLiteral.TryParse(PythonText.Repr(list), out var read) && read is IReadOnlyList<object?> items
                    && Equals(items[0], v.Text) && Equals(items[1], v.Real) && Equals(items[2], v.Integer) && Equals(items[3], v.Truth);
            }).Check(Config.QuickThrowOnFailure.WithReplay(20260101, 7));
    }
}

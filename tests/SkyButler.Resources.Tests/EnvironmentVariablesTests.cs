namespace SkyButler.Resources.Tests;

public sealed class EnvironmentVariablesTests
{
    private static readonly EnvironmentVariables Environment =
        EnvironmentVariables.From(new Dictionary<string, string> { ["A"] = "1", ["AB"] = "two", ["EMPTY"] = "", ["HOME"] = "/h/" });

    [Theory]
    [InlineData("$A-$AB", "1-two")]
    [InlineData("${A}B", "1B")]
    [InlineData("$EMPTY|", "|")]
    [InlineData("$NONE ${NONE} $ ${ $$A", "$NONE ${NONE} $ ${ $1")]
    public void References_are_replaced_where_they_are_known(string text, string expanded) => Environment.Expand(text).ShouldBe(expanded);

    [Theory]
    [InlineData("~", "/h")]
    [InlineData("~/x", "/h/x")]
    [InlineData("~ana/x", "~ana/x")]
    [InlineData("a~", "a~")]
    public void A_leading_tilde_is_the_home_folder(string text, string expanded) => Environment.ExpandHome(text).ShouldBe(expanded);

    [Fact]
    public void Empty_variables_count_as_unset() => Environment["EMPTY"].ShouldBeNull();

    [Fact]
    public void One_variable_can_be_changed_without_touching_the_rest()
    {
        var changed = Environment.With("A", null).With("C", "3");
        (changed["A"], changed["AB"], changed["C"], Environment["A"]).ShouldBe((null, "two", "3", "1"));
    }
}

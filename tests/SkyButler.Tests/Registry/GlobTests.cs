using SkyButler.Registry;

namespace SkyButler.Tests.Registry;

public sealed class GlobTests
{
    [Theory]
    [InlineData("raw*", "raw_log", true)]
    [InlineData("raw*", "Raw", false)]
    [InlineData("r?w", "raw", true)]
    [InlineData("r?w", "rw", false)]
    [InlineData("*[0-9]", "run7", true)]
    [InlineData("*[!0-9]", "run7", false)]
    [InlineData("*[^0-9]", "runs", false)]
    [InlineData("*[^0-9]", "run^", true)]
    [InlineData("*[^0-9]", "run7", true)]
    [InlineData("a[]]b", "a]b", true)]
    [InlineData("a[b", "a[b", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*", "u/ann/1", true)]
    [InlineData("[a-", "[a-", true)]
    [InlineData("[\\]", "\\", true)]
    public void Globs_match_as_shells_do(string pattern, string name, bool matches) => Glob.Matcher(pattern)(name).ShouldBe(matches);

    [Theory]
    [InlineData("*[!a]", "*[^a]")]
    [InlineData("[^a]", "[a^]")]
    [InlineData("[^]", "^")]
    [InlineData("a[b", "a[[]b")]
    [InlineData("a?*", "a?*")]
    public void Globs_are_put_into_the_words_of_sql(string pattern, string sql) => Glob.ToSql(pattern).ShouldBe(sql);
}

using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry;

/// <summary>Globs match what the simplest reading of them matches.</summary>
public sealed class GlobLaws
{
    private static readonly Gen<string> Patterns = Gen.Elements("a", "b", "/", "*", "?", "[", "]", "[ab]", "[!a]", "[a-c]", "[]a]", "[!]]", "[^a]", "[^]", "[^-b]", "[--b]", "[!^]", "[a^-]", "[]-b]", "-", "!", "^", "\\", ".", "é").ListOf(6).Select(string.Concat);

    private static readonly Gen<string> Names = Gen.Elements("a", "b", "c", "/", "[", "]", "-", "!", "^", "\\", ".", "é", "\n").ListOf(5).Select(string.Concat);

    [Fact]
    public void A_glob_matches_what_trying_every_way_matches() => Prop.ForAll(Patterns.ToArbitrary(), Names.ToArbitrary(), (pattern, name) =>
        Glob.Matcher(pattern)(name).ShouldBe(Matches(pattern, name), $"'{name}' by '{pattern}'")).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20260101, 7));

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Databases_match_the_same(DatabaseKind kind)
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var database = test.Registry.Context.Database;
        var names = Names.Sample(4, new Rnd(20260103), 400).Distinct(StringComparer.Ordinal).ToList();
        foreach (var pattern in Patterns.Sample(4, new Rnd(20260104), 300).Distinct(StringComparer.Ordinal))
        {
            var sql = database.Sql().Raw("SELECT k.v FROM ").Column(names).Raw(" k WHERE ");
            var batches = await database.FetchAsync(database.Dialect.AppendGlob(sql, "k.v", pattern).Build(ColumnType.String), TestContext.Current.CancellationToken);
            var found = batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(row => b.Text(0, row)));
            found.Order(StringComparer.Ordinal).ShouldBe(names.Where(n => Matches(pattern, n)).Order(StringComparer.Ordinal), $"by '{pattern}'");
        }
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
            return name.IsEmpty;
        if (pattern[0] == '*')
            return Matches(pattern[1..], name) || (!name.IsEmpty && Matches(pattern, name[1..]));
        if (name.IsEmpty)
            return false;
        if (pattern[0] == '[' && SetEnd(pattern) is var end and > 0)
            return IsIn(pattern[1..end], name[0]) && Matches(pattern[(end + 1)..], name[1..]);
        return (pattern[0] == '?' || pattern[0] == name[0]) && Matches(pattern[1..], name[1..]);
    }

    // A bracket that is the first of a set belongs to it; without a closing one there is no set.
    private static int SetEnd(ReadOnlySpan<char> pattern)
    {
        var from = pattern.Length > 1 && pattern[1] == '!' ? 2 : 1;
        if (from < pattern.Length && pattern[from] == ']')
            from++;
        var end = from < pattern.Length ? pattern[from..].IndexOf(']') : -1;
        return end < 0 ? -1 : from + end;
    }

    private static bool IsIn(ReadOnlySpan<char> set, char c)
    {
        var negated = set[0] == '!';
        if (negated)
            set = set[1..];
        var found = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= c == set[i];
            }
        }

        return found != negated;
    }
}

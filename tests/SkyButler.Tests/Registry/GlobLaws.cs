using FsCheck;
using FsCheck.Fluent;
using SkyButler.Registry;

namespace SkyButler.Tests.Registry;

/// <summary>Globs match what the simplest reading of them matches.</summary>
public sealed class GlobLaws
{
    private static readonly Gen<string> Patterns = Gen.Elements("a", "b", "/", "*", "?", "[", "]", "[ab]", "[!a]", "[a-c]", "[]a]", "[!]]", "-", "!", "^", "\\", ".", "é").ListOf(6).Select(string.Concat);

    private static readonly Gen<string> Names = Gen.Elements("a", "b", "c", "/", "[", "]", "-", "!", "^", "\\", ".", "é", "\n").ListOf(5).Select(string.Concat);

    [Fact]
    public void A_glob_matches_what_trying_every_way_matches() => Prop.ForAll(Patterns.ToArbitrary(), Names.ToArbitrary(), (pattern, name) =>
        Glob.Matcher(pattern)(name).ShouldBe(Matches(pattern, name), $"'{name}' by '{pattern}'")).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20260101, 7));

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
        var from = pattern.Length > 1 && pattern[1] is '!' or '^' ? 2 : 1;
        if (from < pattern.Length && pattern[from] == ']')
            from++;
        var end = from < pattern.Length ? pattern[from..].IndexOf(']') : -1;
        return end < 0 ? -1 : from + end;
    }

    private static bool IsIn(ReadOnlySpan<char> set, char c)
    {
        var negated = set[0] is '!' or '^';
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

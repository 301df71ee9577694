namespace SkyButler.Tests.Registry.Histories;

/// <summary>Globs by trying every way to match.</summary>
internal static class PlainGlob
{
    public static bool IsPattern(string glob) => glob.Any(c => c is '*' or '?' or '[');

    public static bool Matches(string glob, string text) => glob switch
    {
        "" => text.Length == 0,
        ['*', ..] => Enumerable.Range(0, text.Length + 1).Any(i => Matches(glob[1..], text[i..])),
        ['[', '!', var not, ']', ..] => text.Length > 0 && text[0] != not && Matches(glob[4..], text[1..]),
        ['[', var one, var other, ']', ..] => text.Length > 0 && (text[0] == one || text[0] == other) && Matches(glob[4..], text[1..]),
        _ => text.Length > 0 && (glob[0] == '?' || glob[0] == text[0]) && Matches(glob[1..], text[1..]),
    };
}

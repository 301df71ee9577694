namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>Which notations can carry a text (in block context), from one look at its characters.</summary>
internal readonly record struct ScalarAnalysis(bool IsEmpty, bool IsMultiline, bool AllowsPlain, bool AllowsSingleQuoted)
{
    private const string LeadingIndicators = "#,[]{}&*!|>'\"%@`";

    public static ScalarAnalysis Of(string text)
    {
        if (text.Length == 0)
            return new(true, false, true, true);
        bool hasBreaks = false, hasSpecial = false, breakBeforeSpace = false, spaceBeforeBreak = false;
        var previous = '\0';
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.IsBmp ? (char)rune.Value : 'x';
            hasBreaks |= IsBreak(letter);
            hasSpecial |= !(letter == '\n' || (rune.Value >= 0x20 && rune.Value <= 0x7e));
            breakBeforeSpace |= letter == ' ' && IsBreak(previous);
            spaceBeforeBreak |= IsBreak(letter) && previous == ' ';
            previous = letter;
        }
        var hasOuterSpace = text[0] == ' ' || text[^1] == ' ' || IsBreak(text[0]) || IsBreak(text[^1]);
        var isCarried = !breakBeforeSpace && !spaceBeforeBreak && !hasSpecial;
        return new(false, hasBreaks, isCarried && !hasBreaks && !hasOuterSpace && !HasIndicators(text), isCarried);
    }

    public static bool IsBreak(char letter) => letter is '\n' or '\u0085' or '\u2028' or '\u2029';

    // Characters that mean something in YAML where they stand.
    private static bool HasIndicators(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)
            || LeadingIndicators.Contains(text[0], StringComparison.Ordinal)
            || (text[0] is '-' or '?' or ':' && IsFollowedBySpace(text, 0)))
            return true;
        for (var i = 1; i < text.Length; i++)
        {
            if ((text[i] == ':' && IsFollowedBySpace(text, i)) || (text[i] == '#' && IsSpace(text[i - 1])))
                return true;
        }
        return false;
    }

    private static bool IsFollowedBySpace(string text, int index) => index + 1 >= text.Length || IsSpace(text[index + 1]);

    private static bool IsSpace(char letter) => letter is '\0' or ' ' or '\t' or '\r' || IsBreak(letter);
}

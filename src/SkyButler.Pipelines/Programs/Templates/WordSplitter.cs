using System.Text;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>
/// Splits a command line into words as a POSIX shell does (quotes and backslashes; nothing is expanded):
/// IEEE Std 1003.1-2017, Shell Command Language, 2.2 Quoting.
/// </summary>
internal static class WordSplitter
{
    /// <summary>The words.</summary>
    /// <exception cref="TemplateSyntaxException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ' ' or '\t' or '\n' or '\r':
                    if (isOpen)
                        words.Add(word.ToString());
                    word.Clear();
                    isOpen = false;
                    continue;
                case '\'':
                    var end = text.IndexOf('\'', i + 1);
                    if (end < 0)
                        throw Unclosed('\'');
                    word.Append(text, i + 1, end - i - 1);
                    i = end;
                    break;
                case '"':
                    i = AppendQuoted(text, i + 1, word);
                    break;
                case '\\' when i + 1 < text.Length:
                    word.Append(text[++i]);
                    break;
                default:
                    word.Append(text[i]);
                    break;
            }

            isOpen = true;
        }

        if (isOpen)
            words.Add(word.ToString());
        return words;
    }

    // Within double quotes a backslash stands for itself but before these.
    private static int AppendQuoted(string text, int start, StringBuilder word)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ('"' or '\\' or '$' or '`'))
                i++;
            word.Append(text[i]);
        }

        throw Unclosed('"');
    }

    private static TemplateSyntaxException Unclosed(char quote) => new($"a quote {quote} is not closed");
}

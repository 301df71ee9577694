using System.Text;

namespace SkyButler.Configuration.Overrides;

/// <summary>Divides a script into statements: comments go, and what stands in brackets or quotes may run over lines.</summary>
internal static class ScriptLines
{
    /// <summary>Statements with the numbers of their lines, from 0.</summary>
    public static IEnumerable<(string Statement, int Line)> Split(string text)
    {
        var statement = new StringBuilder();
        var line = 0;
        var start = 0;
        var depth = 0;
        var i = 0;
        while (i <= text.Length)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (c == '\n' && (depth <= 0 || i == text.Length))
            {
                if (statement.ToString().Trim() is { Length: > 0 } found)
                    yield return (found, start);
                statement.Clear();
                depth = 0;
            }
            else if (c is '\'' or '"')
            {
                var end = EndOfString(text, i);
                statement.Append(text, i, end - i);
                line += text.AsSpan(i, end - i).Count('\n');
                i = end;
                continue;
            }
            else if (c == '#')
            {
                while (i + 1 < text.Length && text[i + 1] != '\n')
                    i++;
            }
            else
            {
                if (statement.Length == 0)
                    start = line;
                depth += c is '[' or '(' or '{' ? 1 : c is ']' or ')' or '}' ? -1 : 0;
                if (statement.Length > 0 || !char.IsWhiteSpace(c))
                    statement.Append(c);
            }

            if (c == '\n')
                line++;
            i++;
        }
    }

    private static int EndOfString(string text, int start)
    {
        var end = start;
        try
        {
            QuotedText.Read(text, ref end);
            return end;
        }
        catch (FormatException)
        {
            // The literal reader will say what is wrong with it.
            var newline = text.IndexOf('\n', start);
            return newline < 0 ? text.Length : newline;
        }
    }
}

using System.Globalization;

namespace SkyButler.Configuration.Yaml.Scalars;

/// <summary>Scalars in the notation that PyYAML would choose, folded beyond 80 columns as it folds.</summary>
internal sealed class YamlScalarWriter(YamlOutput output)
{
    private const int Width = 80;
    private const int BinaryLine = 76;

    /// <summary>Writes text: plain where it reads back as text, else quoted. Returns whether it stands plain at the root.</summary>
    public bool WriteText(string text, int indentation, YamlContext context, bool isTagged)
    {
        var analysis = ScalarAnalysis.Of(text);
        var isKey = context == YamlContext.SimpleKey;
        if (!isTagged && analysis.AllowsPlain && !(isKey && (analysis.IsEmpty || analysis.IsMultiline))
            && YamlScalarKinds.Of(text) == YamlScalarKind.Text)
        {
            WritePlain(text, indentation, context);
            return context == YamlContext.Root;
        }
        if (analysis.AllowsSingleQuoted && !(isKey && analysis.IsMultiline))
            WriteSingleQuoted(text, indentation, isKey);
        else
            WriteDoubleQuoted(text, indentation, isKey);
        return false;
    }

    /// <summary>Writes text without quotes; lines break at single spaces.</summary>
    public void WritePlain(string text, int indentation, YamlContext context)
    {
        output.Separate();
        output.EndIndentation();
        foreach (var (start, length) in Runs(text))
        {
            if (length == 1 && text[start] == ' ' && output.Column > Width && context != YamlContext.SimpleKey)
                NewLine(indentation);
            else
                output.Raw(text.AsSpan(start, length));
        }
    }

    /// <summary>Writes bytes in base 64, tagged.</summary>
    public void WriteBinary(byte[] bytes, int indentation)
    {
        output.Token("!!binary");
        output.Token(bytes.Length == 0 ? "\"\"" : "|");
        var text = Convert.ToBase64String(bytes);
        for (var start = 0; start < text.Length; start += BinaryLine)
        {
            NewLine(indentation);
            output.Raw(text.AsSpan(start, Math.Min(BinaryLine, text.Length - start)));
        }
    }

    private void WriteSingleQuoted(string text, int indentation, bool isKey)
    {
        output.Token("'");
        foreach (var (start, length) in Runs(text))
        {
            var isInside = start > 0 && start + length < text.Length;
            if (text[start] == ' ' && length == 1 && isInside && output.Column > Width && !isKey)
                NewLine(indentation);
            else if (text[start] == '\n')
                BreakLines(length, indentation);
            else
                output.Raw(text.Substring(start, length).Replace("'", "''", StringComparison.Ordinal));
        }
        output.Raw("'");
        output.EndIndentation();
    }

    // One break inside quotes reads back as a space, so each needs an empty line more.
    private void BreakLines(int count, int indentation)
    {
        for (var i = 0; i <= count; i++)
            output.Break();
        output.Indent(indentation);
        output.EndIndentation();
    }

    private void WriteDoubleQuoted(string text, int indentation, bool isKey)
    {
        output.Token("\"");
        var start = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            var isFirst = end == 0;
            var isEscaped = end < text.Length && NeedsEscape(text[end]);
            if (end == text.Length || isEscaped)
            {
                output.Raw(text.AsSpan(start, end - start));
                start = end;
            }
            if (isEscaped)
            {
                var length = char.IsSurrogatePair(text, end) ? 2 : 1;
                output.Raw(Escape(text, end));
                end += length - 1;
                start = end + 1;
            }
            if (!isFirst && end < text.Length - 1 && (text[end] == ' ' || start >= end) && output.Column + (end - start) > Width && !isKey)
                start = Fold(text, start, end, indentation);
        }
        output.Raw("\"");
        output.EndIndentation();
    }

    // A backslash ends the line; another keeps a space that would begin the next one.
    private int Fold(string text, int start, int end, int indentation)
    {
        if (start < end)
        {
            output.Raw(text.AsSpan(start, end - start));
            start = end;
        }
        output.Raw("\\");
        NewLine(indentation);
        if (text[start] == ' ')
            output.Raw("\\");
        return start;
    }

    private void NewLine(int indentation)
    {
        output.Indent(indentation);
        output.EndIndentation();
    }

    private static bool NeedsEscape(char letter) => letter is '"' or '\\' || letter is < ' ' or > '~';

    private static string Escape(string text, int index)
    {
        if (char.IsSurrogatePair(text, index))
            return "\\U" + char.ConvertToUtf32(text, index).ToString("X8", CultureInfo.InvariantCulture);
        var letter = text[index];
        return letter switch
        {
            '\0' => "\\0",
            '\a' => "\\a",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\v' => "\\v",
            '\f' => "\\f",
            '\r' => "\\r",
            '\u001b' => "\\e",
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u0085' => "\\N",
            '\u00a0' => "\\_",
            '\u2028' => "\\L",
            '\u2029' => "\\P",
            _ when letter <= 0xff => "\\x" + ((int)letter).ToString("X2", CultureInfo.InvariantCulture),
            _ => "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture),
        };
    }

    // Runs of spaces, runs of line breaks, and what lies between.
    private static IEnumerable<(int Start, int Length)> Runs(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && KindOf(text[i]) == KindOf(text[start]))
                continue;
            if (i > start)
                yield return (start, i - start);
            start = i;
        }
    }

    private static int KindOf(char letter) => letter == ' ' ? 1 : letter == '\n' ? 2 : 0;
}

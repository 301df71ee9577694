using System.Globalization;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Contracts;

/// <summary>A piece of a contract.</summary>
internal readonly record struct ContractToken(ContractTokenKind Kind, string Text, object? Value)
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "//", "**", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "%"];

    /// <summary>The pieces of an expression, the end last.</summary>
    /// <exception cref="FormatException">Something is no piece of an expression.</exception>
    public static IReadOnlyList<ContractToken> Read(string text)
    {
        var tokens = new List<ContractToken>();
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
                i++;
            else if (c is '\'' or '"')
                tokens.Add(new(ContractTokenKind.Literal, "", Quoted(text, ref i)));
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
                tokens.Add(Number(text, ref i));
            else if (char.IsLetter(c) || c == '_')
                tokens.Add(Name(text, ref i));
            else if (Signs.FirstOrDefault(s => text.AsSpan(i).StartsWith(s, StringComparison.Ordinal)) is { } sign)
            {
                tokens.Add(new(ContractTokenKind.Sign, sign, null));
                i += sign.Length;
            }
            else
                throw new FormatException($"'{c}' is not understood");
        }

        tokens.Add(new(ContractTokenKind.End, "", null));
        return tokens;
    }

    private static string Quoted(string text, ref int i)
    {
        var end = i + 1;
        while (end < text.Length && text[end] != text[i])
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length || !PythonLiteral.TryParse(text[i..(end + 1)], out var value) || value is not string quoted)
            throw new FormatException("a quote is not closed");
        i = end + 1;
        return quoted;
    }

    private static ContractToken Name(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
            i++;
        if (i < text.Length && text[i] is '\'' or '"')
            throw new FormatException($"a text led by '{text[start..i]}' is not understood");
        return new(ContractTokenKind.Name, text[start..i], null);
    }

    private static ContractToken Number(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_' || (text[i] is '+' or '-' && text[i - 1] is 'e' or 'E')))
            i++;
        var written = text[start..i].Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
            return new(ContractTokenKind.Literal, written, integer);
        return double.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real)
            ? new(ContractTokenKind.Literal, written, real)
            : throw new FormatException($"'{written}' is no number");
    }
}

using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Positions;

namespace SkyButler.Instruments.Translators.Formulas;

/// <summary>
/// Arithmetic over cards (<c>{EXPNUM}</c>), properties, names and captures (<c>$1</c>): <c>+ - * / // %</c>, brackets, and a few functions. Whole
/// numbers stay whole; nothing comes of it where an operand is not known.
/// </summary>
internal sealed class Formula
{
    private const int DeepestNesting = 50;

    private static readonly Dictionary<string, (int Arguments, Func<object[], object> Call)> Functions = new(StringComparer.Ordinal)
    {
        ["abs"] = (1, a => Scope.Number(a[0]) is long whole ? Math.Abs(whole) : Math.Abs(Scope.Real(a[0]))),
        ["floor"] = (1, a => Whole(Math.Floor(Scope.Real(a[0])))),
        ["round"] = (1, a => Whole(Math.Round(Scope.Real(a[0]), MidpointRounding.ToEven))),
        ["mod"] = (2, a => Binary('%', a[0], a[1])),
        ["min"] = (2, a => Scope.Real(a[0]) <= Scope.Real(a[1]) ? Scope.Number(a[0]) : Scope.Number(a[1])),
        ["max"] = (2, a => Scope.Real(a[0]) >= Scope.Real(a[1]) ? Scope.Number(a[0]) : Scope.Number(a[1])),
        ["number"] = (1, a => Scope.Number(a[0])),
        ["length"] = (1, a => (long)ObservationValue.Text(a[0]).Length),
        ["airmass"] = (1, a => a[0] is HorizonPosition direction ? direction.Airmass : throw new FormatException("airmass takes altaz_begin or altaz_end")),
        ["letter"] = (1, a => ObservationValue.Text(a[0]) is [>= 'A' and <= 'Z' and var letter] ? (long)(letter - 'A') : throw new FormatException($"'{ObservationValue.Text(a[0])}' is no letter from A to Z")),
    };

    private readonly ConfigNode node;
    private readonly string text;
    private readonly Names names;
    private int at;
    private int depth;

    private Formula(ConfigNode node, string text, Names names) => (this.node, this.text, this.names) = (node, text, names);

    /// <summary>Makes what computes the formula.</summary>
    /// <exception cref="InstrumentException">It is none.</exception>
    public static Func<Scope, object?> Parse(ConfigNode node, string text, Names names)
    {
        var formula = new Formula(node, text, names);
        var sum = formula.Sum();
        return formula.Next() == '\0' ? sum : throw formula.Wrong($"'{formula.text[formula.at..]}' is not understood");
    }

    private Func<Scope, object?> Sum()
    {
        if (++depth > DeepestNesting)
            throw Wrong("it is nested too deeply");
        var left = Product();
        while (Next() is '+' or '-')
            left = Operation(text[at++], left, Product());
        depth--;
        return left;
    }

    private Func<Scope, object?> Product()
    {
        var left = Factor();
        while (Next() is '*' or '/' or '%')
        {
            var sign = text[at++];
            if (sign == '/' && at < text.Length && text[at] == '/')
            {
                at++;
                sign = '\\';
            }

            left = Operation(sign, left, Factor());
        }

        return left;
    }

    private Func<Scope, object?> Factor()
    {
        switch (Next())
        {
            case '-':
                at++;
                if (++depth > DeepestNesting)
                    throw Wrong("it is nested too deeply");
                var negated = Operation('-', _ => 0L, Factor());
                depth--;
                return negated;
            case '(':
                at++;
                var inner = Sum();
                Expect(')');
                return inner;
            case '{':
                return names.Source(Until('}'));
            case '\'':
                var literal = Until('\'');
                return _ => literal;
            case '$':
                var capture = Take(c => c == '$' || char.IsAsciiDigit(c));
                return names.Source(capture);
            case >= '0' and <= '9' or '.':
                var digits = Take(c => char.IsAsciiDigit(c) || c is '.' or '_').Replace("_", "", StringComparison.Ordinal);
                if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
                    return _ => whole;
                return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var real) ? _ => real : throw Wrong($"'{digits}' is no number");
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                return Word(Take(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
            default:
                throw Wrong(at < text.Length ? $"'{text[at..]}' is not understood" : "something is missing at its end");
        }
    }

    private Func<Scope, object?> Word(string word)
    {
        if (Next() != '(')
        {
            return names.Knows(word)
                ? names.Source(word)
                : throw Wrong($"'{word}' is neither a property nor a name of this translator; cards stand in braces.{Suggestions.For(word, names.All)}");
        }

        if (!Functions.TryGetValue(word, out var function))
            throw Wrong($"'{word}' is no function; there are {string.Join(", ", Functions.Keys)}");
        at++;
        var arguments = new List<Func<Scope, object?>> { Sum() };
        while (Next() == ',')
        {
            at++;
            arguments.Add(Sum());
        }

        Expect(')');
        if (arguments.Count != function.Arguments)
            throw Wrong($"'{word}' takes {function.Arguments} values, not {arguments.Count}");
        return scope =>
        {
            var values = arguments.Select(argument => argument(scope)).ToArray();
            return values.Contains(null) ? null : function.Call(values!);
        };
    }

    private static Func<Scope, object?> Operation(char sign, Func<Scope, object?> left, Func<Scope, object?> right) =>
        scope => left(scope) is { } one && right(scope) is { } other ? Binary(sign, one, other) : null;

    private static object Binary(char sign, object left, object right)
    {
        var (one, other) = (Scope.Number(left), Scope.Number(right));
        try
        {
            if (one is long a && other is long b && sign != '/')
                return sign switch
                {
                    '+' => checked(a + b),
                    '-' => checked(a - b),
                    '*' => checked(a * b),
                    _ when b == 0 => throw new FormatException($"{a} can't be divided by zero"),
                    '\\' => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
                    _ => ((a % b) + b) % b,
                };
        }
        catch (OverflowException e)
        {
            throw new FormatException($"{left} and {right} make a number that is too large", e);
        }

        var (x, y) = (Scope.Real(one), Scope.Real(other));
        return sign switch
        {
            '+' => x + y,
            '-' => x - y,
            '*' => x * y,
            _ when y == 0 => throw new FormatException(FormattableString.Invariant($"{x} can't be divided by zero")),
            '/' => x / y,
            '\\' => Math.Floor(x / y),
            _ => x - (y * Math.Floor(x / y)),
        };
    }

    private static object Whole(double value) => Math.Abs(value) < 1L << 53 ? (long)value : value;

    private char Next()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private string Take(Func<char, bool> belongs)
    {
        var from = at;
        while (at < text.Length && belongs(text[at]))
            at++;
        return text[from..at];
    }

    private string Until(char end)
    {
        var from = ++at;
        var close = text.IndexOf(end, from);
        if (close < 0)
            throw Wrong($"a '{end}' is missing");
        at = close + 1;
        return text[from..close];
    }

    private void Expect(char wanted)
    {
        if (Next() != wanted)
            throw Wrong($"a '{wanted}' is missing");
        at++;
    }

    private InstrumentException Wrong(string why) => new($"{node.Location}: The formula '{text}' can't be read: {why}.");
}

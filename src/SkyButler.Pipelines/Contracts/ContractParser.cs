using Term = System.Func<SkyButler.Pipelines.Contracts.ContractScope, object?>;

namespace SkyButler.Pipelines.Contracts;

/// <summary>
/// Reads the part of Python's expressions that contracts of published pipelines use: attributes, subscripts, comparisons (chains too),
/// <c>and or not in is</c>, arithmetic, conditional expressions, literals, generators, some functions and methods of texts and mappings.
/// Nothing else can be reached from them.
/// </summary>
internal sealed class ContractParser
{
    private const int DeepestNesting = 50;
    private const int MostTokens = 5_000;
    private readonly IReadOnlyList<ContractToken> tokens;
    private int at;
    private int depth;
    private bool isGenerator;

    private ContractParser(IReadOnlyList<ContractToken> tokens) => this.tokens = tokens;

    /// <summary>The expression as something to be asked for its value.</summary>
    /// <exception cref="FormatException">It is not understood.</exception>
    public static Term Parse(string text)
    {
        var parser = new ContractParser(ContractToken.Read(text));
        if (parser.tokens.Count > MostTokens)
            throw new FormatException($"it has more than {MostTokens} words and signs");
        var term = parser.Expression();
        return parser.Current.Kind == ContractTokenKind.End ? term : throw parser.Bad();
    }

    private ContractToken Current => tokens[at];

    private Term Expression()
    {
        if (++depth > DeepestNesting)
            throw new FormatException("it is nested too deeply");
        var value = Or();
        if (TakeWord("if"))
        {
            var condition = Or();
            RequireWord("else");
            var other = Expression();
            depth--;
            return scope => ContractValues.Truth(condition(scope)) ? value(scope) : other(scope);
        }

        depth--;
        return value;
    }

    private Term Or()
    {
        var left = And();
        while (TakeWord("or"))
        {
            var (first, second) = (left, And());
            left = scope => first(scope) is var value && ContractValues.Truth(value) ? value : second(scope);
        }

        return left;
    }

    private Term And()
    {
        var left = Not();
        while (TakeWord("and"))
        {
            var (first, second) = (left, Not());
            left = scope => first(scope) is var value && !ContractValues.Truth(value) ? value : second(scope);
        }

        return left;
    }

    private Term Not()
    {
        if (!TakeWord("not"))
            return Comparison();
        if (++depth > DeepestNesting)
            throw new FormatException("it is nested too deeply");
        var operand = Not();
        depth--;
        return scope => !ContractValues.Truth(operand(scope));
    }

    private Term Comparison()
    {
        var first = Sum();
        var rest = new List<(string Sign, Term Operand)>();
        while (ComparisonSign() is { } sign)
            rest.Add((sign, Sum()));
        if (rest.Count == 0)
            return first;
        return scope =>
        {
            var left = first(scope);
            foreach (var (sign, operand) in rest)
            {
                var right = operand(scope);
                if (!ContractValues.Compare(sign, left, right))
                    return false;
                left = right;
            }

            return true;
        };
    }

    private string? ComparisonSign()
    {
        if (Current is { Kind: ContractTokenKind.Sign, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
            return tokens[at++].Text;
        if (TakeWord("in"))
            return "in";
        if (TakeWord("is"))
            return TakeWord("not") ? "is not" : "is";
        if (Current is { Kind: ContractTokenKind.Name, Text: "not" } && tokens[at + 1].Text == "in")
        {
            at += 2;
            return "not in";
        }

        return null;
    }

    private Term Sum()
    {
        var left = Product();
        while (Current is { Kind: ContractTokenKind.Sign, Text: "+" or "-" })
        {
            var (sign, first) = (tokens[at++].Text, left);
            var second = Product();
            left = scope => ContractValues.Calculate(sign, first(scope), second(scope));
        }

        return left;
    }

    private Term Product()
    {
        var left = Signed();
        while (Current is { Kind: ContractTokenKind.Sign, Text: "*" or "/" or "//" or "%" })
        {
            var (sign, first) = (tokens[at++].Text, left);
            var second = Signed();
            left = scope => ContractValues.Calculate(sign, first(scope), second(scope));
        }

        return left;
    }

    private Term Signed()
    {
        if (!Take("-"))
            return Postfix();
        var operand = Postfix();
        return scope => ContractValues.Calculate("-", 0L, operand(scope));
    }

    private Term Postfix()
    {
        var value = Atom();
        while (true)
        {
            var owner = value;
            if (Take("."))
            {
                var name = TakeName();
                if (Take("("))
                {
                    var arguments = Items(")");
                    value = scope => ContractMembers.Call(owner(scope), name, [.. arguments.Select(a => a(scope))]);
                }
                else
                {
                    value = scope => ContractMembers.Attribute(owner(scope), name);
                }
            }
            else if (Take("["))
            {
                var key = Expression();
                Require("]");
                value = scope => ContractMembers.Element(owner(scope), key(scope));
            }
            else
            {
                return value;
            }
        }
    }

    private Term Atom()
    {
        var token = Current;
        if (token.Kind == ContractTokenKind.Literal)
        {
            at++;
            var text = token.Value;
            while (text is string && Current is { Kind: ContractTokenKind.Literal, Value: string more })
            {
                text += more;
                at++;
            }

            return _ => text;
        }

        if (token.Kind == ContractTokenKind.Name)
            return Name(TakeName());
        if (Take("("))
            return Parenthesis();
        if (Take("["))
            return Listing("]");
        return Take("{") ? Braces() : throw Bad();
    }

    private Term Name(string name)
    {
        switch (name)
        {
            case "True":
                return _ => true;
            case "False":
                return _ => false;
            case "None":
                return _ => null;
        }

        if (!Take("("))
            return scope => scope[name];
        if (!ContractMembers.IsFunction(name))
            throw new FormatException($"the function '{name}' is not understood");
        var arguments = Items(")");
        return scope => ContractMembers.Function(name, [.. arguments.Select(a => a(scope))]);
    }

    private Term Parenthesis()
    {
        if (Take(")"))
            return _ => new List<object?>();
        var first = Item();
        if (Take(")"))
            return first;
        Require(",");
        var rest = Items(")");
        return scope => new List<object?>([first(scope), .. rest.Select(r => r(scope))]);
    }

    private Term Listing(string close)
    {
        var items = Items(close);
        return items is [var only] && isGenerator
            ? only
            : scope => items.Select(i => i(scope)).ToList();
    }

    private Term Braces()
    {
        if (Take("}"))
            return _ => new Dictionary<string, object?>(StringComparer.Ordinal);
        var first = Item();
        if (!Take(":"))
        {
            var rest = Take("}") ? [] : Rest("}");
            return scope => ContractMembers.Function("set", [new List<object?>([first(scope), .. rest.Select(r => r(scope))])]);
        }

        var pairs = new List<(Term Key, Term Value)> { (first, Expression()) };
        while (!Take("}"))
        {
            Require(",");
            if (Take("}"))
                break;
            var key = Expression();
            Require(":");
            pairs.Add((key, Expression()));
        }

        return scope => pairs.ToDictionary(p => ContractValues.Text(p.Key(scope)), p => p.Value(scope), StringComparer.Ordinal);
    }

    private List<Term> Rest(string close)
    {
        Require(",");
        return Items(close);
    }

    // What stands between brackets, up to the closing one.
    private List<Term> Items(string close)
    {
        var items = new List<Term>();
        isGenerator = false;
        while (!Take(close))
        {
            if (items.Count > 0)
            {
                Require(",");
                if (Take(close))
                    break;
            }

            items.Add(Item());
        }

        return items;
    }

    // An expression, perhaps with "for x in y if z" behind it.
    private Term Item()
    {
        var value = Expression();
        if (!TakeWord("for"))
        {
            isGenerator = false;
            return value;
        }

        var variable = TakeName();
        RequireWord("in");
        var source = Or();
        var condition = TakeWord("if") ? Or() : null;
        isGenerator = true;
        return scope => ContractValues.Elements(source(scope))
            .Select(e => scope.With(variable, e))
            .Where(s => condition is null || ContractValues.Truth(condition(s)))
            .Select(s => value(s)).ToList();
    }

    private bool Take(string sign)
    {
        if (Current.Kind != ContractTokenKind.Sign || Current.Text != sign)
            return false;
        at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (Current.Kind != ContractTokenKind.Name || Current.Text != word)
            return false;
        at++;
        return true;
    }

    private string TakeName() => Current.Kind == ContractTokenKind.Name ? tokens[at++].Text : throw Bad();

    private void Require(string sign)
    {
        if (!Take(sign))
            throw Bad();
    }

    private void RequireWord(string word)
    {
        if (!TakeWord(word))
            throw Bad();
    }

    private FormatException Bad() => new(Current.Kind == ContractTokenKind.End ? "it ends too early" : $"'{Current.Text}{Current.Value}' was not expected");
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Sorts the words of a command line into options and arguments, over System.CommandLine's tokens.</summary>
internal static class CommandLineReader
{
    // A name that no first word can have: a first word that equals the command's name would be dropped.
    private const string HiddenName = "\u0001";

    /// <summary>Reads the words of one command.</summary>
    /// <exception cref="UsageException">A word is unknown, superfluous or missing.</exception>
    public static CommandValues Read(
        IReadOnlyList<string> words, IReadOnlyList<CommandArgument> arguments, IReadOnlyList<CommandOption> options, IReadOnlyList<FlagOption> eager)
    {
        var bySpelling = new Dictionary<string, CommandOption>(StringComparer.Ordinal);
        var command = new Command(HiddenName);
        foreach (var option in options)
        {
            foreach (var spelling in option.Spellings)
            {
                bySpelling.Add(spelling, option);
                command.Options.Add(MakeSymbol(option, spelling));
            }
        }

        command.Arguments.Add(new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore });
        var parsed = command.Parse([.. SplitAtEquals(words, bySpelling)], new ParserConfiguration { ResponseFileTokenReplacer = null });
        return Sort(parsed.Tokens, bySpelling, arguments, options, eager);
    }

    /// <summary>Divides the words of a program into its own options and the rest, which begins with the command's name.</summary>
    public static (IReadOnlyList<string> Own, IReadOnlyList<string> Others) SplitAtCommand(IReadOnlyList<string> words, IReadOnlyList<CommandOption> options)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!LooksLikeOption(words[i]))
                return ([.. words.Take(i)], [.. words.Skip(i)]);
            if (options.Any(option => option.TakesValue && option.Spellings.Contains(words[i], StringComparer.Ordinal)))
                i++;
        }

        return (words, []);
    }

    // Done here, since System.CommandLine also divides at colons and drops empty values.
    private static IEnumerable<string> SplitAtEquals(IReadOnlyList<string> words, Dictionary<string, CommandOption> bySpelling)
    {
        var onlyArguments = false;
        foreach (var word in words)
        {
            onlyArguments |= word == "--";
            var equals = onlyArguments || !word.StartsWith("--", StringComparison.Ordinal) ? -1 : word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !bySpelling.TryGetValue(word[..equals], out var option))
            {
                yield return word;
                continue;
            }

            if (!option.TakesValue)
                throw new UsageException($"Option '{option}' does not take a value.");
            yield return word[..equals];
            yield return word[(equals + 1)..];
        }
    }

    private static Option MakeSymbol(CommandOption option, string spelling) => option.TakesValue
        ? new Option<string[]>(spelling) { Arity = ArgumentArity.OneOrMore }
        : new Option<bool>(spelling) { Arity = ArgumentArity.Zero };

    private static CommandValues Sort(
        IReadOnlyList<Token> tokens, Dictionary<string, CommandOption> bySpelling, IReadOnlyList<CommandArgument> arguments,
        IReadOnlyList<CommandOption> options, IReadOnlyList<FlagOption> eager)
    {
        var given = new List<(CommandOption Option, string Value)>();
        var positional = new List<string>();
        var onlyArguments = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Type == TokenType.DoubleDash)
                onlyArguments = true;
            else if (token.Type == TokenType.Option && bySpelling.TryGetValue(token.Value, out var option))
                given.Add((option, option.TakesValue ? ValueOf(option, tokens, ref i) : StateOf((FlagOption)option, token.Value)));
            else if (!onlyArguments && LooksLikeOption(token.Value))
                throw new UsageException($"No such option: {token.Value}.{Suggestions.For(token.Value, bySpelling.Keys)}");
            else
                positional.Add(token.Value);
        }

        var byOption = given.GroupBy(pair => pair.Option).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(pair => pair.Value)]);
        // Help and version are answered before anything is found missing.
        var forgiving = eager.Any(byOption.ContainsKey);
        return new CommandValues(PositionalArguments.Assign(arguments, positional, forgiving), byOption, given);
    }

    private static string ValueOf(CommandOption option, IReadOnlyList<Token> tokens, ref int index) =>
        index + 1 < tokens.Count && tokens[index + 1].Type == TokenType.Argument
            ? tokens[++index].Value
            : throw new UsageException($"Option '{option}' requires an argument.");

    private static string StateOf(FlagOption option, string spelling) => spelling == option.Negative ? bool.FalseString : bool.TrueString;

    // A dash alone stands for a stream, and a negative number for itself.
    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);
}

using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Sorts the words of a command line into options and arguments, by the conventions of POSIX and GNU.</summary>
internal static class CommandLineReader
{
    private const string EndOfOptions = "--";

    /// <summary>Reads the words of one command.</summary>
    /// <param name="words">The words.</param>
    /// <param name="arguments">What it takes without a name.</param>
    /// <param name="options">What it takes by name.</param>
    /// <param name="eager">The flags that make everything else optional.</param>
    /// <param name="programOptions">What the program takes before the command's name, to tell who gives it after.</param>
    /// <exception cref="UsageException">A word is unknown, superfluous or missing.</exception>
    public static CommandValues Read(
        IReadOnlyList<string> words, IReadOnlyList<CommandArgument> arguments, IReadOnlyList<CommandOption> options, IReadOnlyList<FlagOption> eager,
        IReadOnlyList<CommandOption>? programOptions = null)
    {
        var bySpelling = new Dictionary<string, CommandOption>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            foreach (var spelling in option.Spellings)
                bySpelling.Add(spelling, option);
        }

        var given = new GivenOptions();
        var positional = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == EndOfOptions)
            {
                while (++i < words.Count)
                    positional.Add(words[i]);
            }
            else if (!ReadLong(words, ref i, bySpelling, given) && !ReadShort(words, ref i, bySpelling, given))
            {
                if (LooksLikeOption(word))
                    throw NoSuchOption(word, bySpelling.Keys, programOptions ?? []);
                positional.Add(word);
            }
        }

        // Help and version are answered before anything is found missing.
        var forgiving = false;
        foreach (var option in eager)
            forgiving |= given.ByOption.ContainsKey(option);
        return new CommandValues(PositionalArguments.Assign(arguments, positional, forgiving), given.ByOption, given.InOrder);
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

    private static UsageException NoSuchOption(string word, IReadOnlyCollection<string> known, IReadOnlyList<CommandOption> programOptions) =>
        new(programOptions.Any(option => option.Spellings.Contains(word.Split('=')[0], StringComparer.Ordinal))
            ? $"No such option: {word}. It is an option of the program itself and goes before the command's name."
            : $"No such option: {word}.{Suggestions.For(word, known)}");

    // A whole spelling, perhaps with its value after an equals sign.
    private static bool ReadLong(IReadOnlyList<string> words, ref int index, Dictionary<string, CommandOption> bySpelling, GivenOptions given)
    {
        var word = words[index];
        if (bySpelling.TryGetValue(word, out var option))
        {
            given.Add(option, option.TakesValue ? NextWord(option, words, ref index, bySpelling) : StateOf((FlagOption)option, word));
            return true;
        }

        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        if (equals < 0 || !bySpelling.TryGetValue(word[..equals], out option))
            return false;
        if (!option.TakesValue)
            throw new UsageException($"Option '{option}' does not take a value.");
        given.Add(option, word[(equals + 1)..]);
        return true;
    }

    // One dash and several letters: flags, and last an option whose value follows at once or is the next word.
    private static bool ReadShort(IReadOnlyList<string> words, ref int index, Dictionary<string, CommandOption> bySpelling, GivenOptions given)
    {
        var word = words[index];
        if (!LooksLikeOption(word) || word[1] == '-')
            return false;
        var letters = new List<(CommandOption Option, string Spelling)>();
        var end = 1;
        while (end < word.Length && letters is not [.., { Option.TakesValue: true }])
        {
            var spelling = $"-{word[end++]}";
            if (!bySpelling.TryGetValue(spelling, out var option))
                return false;
            letters.Add((option, spelling));
        }

        foreach (var (option, spelling) in letters)
        {
            if (!option.TakesValue)
                given.Add(option, StateOf((FlagOption)option, spelling));
            else if (end < word.Length)
                given.Add(option, word[(word[end] == '=' ? end + 1 : end)..]);
            else
                given.Add(option, NextWord(option, words, ref index, bySpelling));
        }

        return true;
    }

    private static string NextWord(CommandOption option, IReadOnlyList<string> words, ref int index, Dictionary<string, CommandOption> bySpelling) =>
        index + 1 < words.Count && words[index + 1] != EndOfOptions && !bySpelling.ContainsKey(words[index + 1])
            ? words[++index]
            : throw new UsageException($"Option '{option}' requires an argument.");

    private static string StateOf(FlagOption option, string spelling) => spelling == option.Negative ? bool.FalseString : bool.TrueString;

    // A dash alone stands for a stream, and a negative number for itself.
    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);
}

namespace SkyButler.CommandLine.Parsing;

/// <summary>Gives the words that are no options to the arguments of a command, in order.</summary>
internal static class PositionalArguments
{
    /// <summary>Values by argument.</summary>
    /// <exception cref="UsageException">A word is missing or superfluous, unless <paramref name="forgiving"/>.</exception>
    public static IReadOnlyDictionary<CommandArgument, IReadOnlyList<string>> Assign(
        IReadOnlyList<CommandArgument> arguments, IReadOnlyList<string> words, bool forgiving)
    {
        var values = new Dictionary<CommandArgument, IReadOnlyList<string>>(ReferenceEqualityComparer.Instance);
        var position = 0;
        foreach (var argument in arguments)
        {
            var takesRest = argument.Count is ArgumentCount.Any or ArgumentCount.OneOrMore;
            var taken = takesRest ? words.Count - position : Math.Min(1, words.Count - position);
            if (taken == 0 && argument.Count is ArgumentCount.One or ArgumentCount.OneOrMore && !forgiving)
                throw Missing(Skipped(values) ?? argument, words);
            values[argument] = [.. words.Skip(position).Take(taken)];
            position += taken;
        }

        if (position < words.Count && !forgiving)
            throw new UsageException($"Got unexpected extra argument{(words.Count - position > 1 ? "s" : "")} ({string.Join(' ', words.Skip(position))}).");
        return values;
    }

    // Where a word is none of those to choose from, that choice is what was left out, and not what comes last.
    private static CommandArgument? Skipped(Dictionary<CommandArgument, IReadOnlyList<string>> values) =>
        values.Where(v => v.Key.Choices.Count > 0 && v.Value is [var word] && !v.Key.Choices.Contains(word, StringComparer.Ordinal)).Select(v => v.Key).FirstOrDefault();

    private static UsageException Missing(CommandArgument argument, IReadOnlyList<string> words) => new(argument.Choices.Count == 0
        ? $"Missing argument '{argument.Usage}'."
        : $"Missing argument '{argument.Usage}': choose {string.Join(", ", argument.Choices.SkipLast(1))} or {argument.Choices[^1]}.{string.Concat(words.Take(1).Select(w => Suggestions.For(w, argument.Choices)))}");
}

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
                throw new UsageException($"Missing argument '{argument.Usage}'.");
            values[argument] = [.. words.Skip(position).Take(taken)];
            position += taken;
        }

        if (position < words.Count && !forgiving)
            throw new UsageException($"Got unexpected extra argument{(words.Count - position > 1 ? "s" : "")} ({string.Join(' ', words.Skip(position))}).");
        return values;
    }
}

using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>An option as shells complete it.</summary>
/// <param name="Spellings">All spellings.</param>
/// <param name="Help">The first sentence of its help.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Choices">The values to choose from; empty for any.</param>
internal sealed record CompletionOption(IReadOnlyList<string> Spellings, string Help, bool TakesValue, IReadOnlyList<string> Choices)
{
    /// <summary>What of an option shells need.</summary>
    public static CompletionOption Of(CommandOption option) => new(
        [.. option.Spellings],
        FirstSentence(option.Help),
        option.TakesValue,
        option switch
        {
            ValueOption value => value.Choices,
            ListOption list => list.Choices,
            _ => [],
        });

    private static string FirstSentence(string help)
    {
        var end = help.IndexOfAny(['.', ';', ':']);
        return end < 0 ? help : help[..end];
    }
}

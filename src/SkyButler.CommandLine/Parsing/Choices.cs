using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Checks values against the ones that an option allows.</summary>
internal static class Choices
{
    /// <summary>The allowed value as the option spells it.</summary>
    /// <exception cref="UsageException">There is none like it.</exception>
    public static string Match(CommandOption option, string value, IReadOnlyList<string> choices, StringComparison comparison)
    {
        if (choices.Count == 0)
            return value;
        foreach (var choice in choices)
        {
            if (string.Equals(choice, value, comparison))
                return choice;
        }

        throw new UsageException($"Invalid value for '{option}': '{value}' is not one of {string.Join(", ", choices.Select(choice => $"'{choice}'"))}."
            + Suggestions.For(value, choices));
    }
}

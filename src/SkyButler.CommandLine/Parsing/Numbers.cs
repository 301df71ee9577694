using System.Globalization;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Reads the numbers that options take.</summary>
internal static class Numbers
{
    /// <summary>The integer that a text says.</summary>
    /// <exception cref="UsageException">It says none, or one that is too small or too large.</exception>
    public static int Read(IntegerOption option, string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new UsageException($"Invalid value for '{option}': '{text}' is not a valid integer.");
        if (number < option.Minimum)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Invalid value for '{option}': {number} is less than {option.Minimum}."));
        return number <= option.Maximum
            ? number
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Invalid value for '{option}': {number} is more than {option.Maximum}."));
    }
}

using System.Globalization;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.PipetaskCommands.Running;

/// <summary>Reads sizes of memory: a number of megabytes, or a number with its unit.</summary>
internal static class MemorySizes
{
    private static readonly (string Unit, double Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1),
    ];

    /// <summary>Bytes.</summary>
    /// <exception cref="UsageException">The text is no size above zero.</exception>
    public static long Read(CommandOption option, string text)
    {
        var trimmed = text.Trim();
        var (unit, factor) = Units.FirstOrDefault(u => trimmed.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase), (Unit: "", Bytes: 1e6));
        return double.TryParse(trimmed[..^unit.Length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && number * factor is >= 1 and < long.MaxValue
            ? (long)(number * factor)
            : throw new UsageException($"Invalid value for '{option}': '{text}' is no size; write megabytes (512), or a number and its unit (2GB, 1.5 GiB).");
    }
}

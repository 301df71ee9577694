using System.Diagnostics.CodeAnalysis;

namespace SkyButler.Datastores.Lookup;

/// <summary>Recognises the keys under which the entries of one instrument stand: <c>instrument&lt;HSC&gt;</c>.</summary>
internal static class InstrumentSection
{
    private const string Dimension = "instrument";

    /// <summary>The instrument's name, or false for other keys.</summary>
    public static bool TryParse(string key, [NotNullWhen(true)] out string? instrument)
    {
        var open = key.IndexOf('<', StringComparison.Ordinal);
        var found = open > 0 && key.EndsWith('>') && key[..open] == Dimension;
        instrument = found ? key[(open + 1)..^1] : null;
        return found;
    }
}

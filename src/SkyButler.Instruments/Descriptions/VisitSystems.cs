using SkyButler.Configuration.Nodes;

namespace SkyButler.Instruments.Descriptions;

/// <summary>The ways in which exposures are joined to visits, by name and number.</summary>
internal static class VisitSystems
{
    private const string Key = "visit_system";
    private static readonly string[] Names = ["one-to-one", "by-group-metadata", "by-seq-start-end"];

    /// <summary>The value of a key; a visit system's name becomes its number, anything else stays.</summary>
    public static ConfigNode Resolve(string key, ConfigNode value)
    {
        if (key != Key || value is not ConfigScalar { Value: string name })
            return value;
        var number = Array.IndexOf(Names, name);
        return number >= 0
            ? new ConfigScalar(number, null, null, value.Location)
            : throw new InstrumentException($"{value.Location}: '{name}' is no visit system; they are {string.Join(", ", Names)}.{Suggestions.For(name, Names)}");
    }
}

using SkyButler.Configuration.Nodes;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>Units in which headers give numbers.</summary>
internal static class Units
{
    private const double Degree = Math.PI / 180;

    // Of what, how many of the property's unit one is, and where its zero lies in that unit.
    private static readonly Dictionary<string, (string Of, double Scale, double Zero)> Known = new(StringComparer.Ordinal)
    {
        ["s"] = ("s", 1, 0),
        ["ms"] = ("s", 1e-3, 0),
        ["us"] = ("s", 1e-6, 0),
        ["min"] = ("s", 60, 0),
        ["h"] = ("s", 3600, 0),
        ["d"] = ("s", 86_400, 0),
        ["m"] = ("m", 1, 0),
        ["cm"] = ("m", 1e-2, 0),
        ["mm"] = ("m", 1e-3, 0),
        ["um"] = ("m", 1e-6, 0),
        ["km"] = ("m", 1e3, 0),
        ["deg"] = ("deg", 1, 0),
        ["rad"] = ("deg", 1 / Degree, 0),
        ["arcmin"] = ("deg", 1.0 / 60, 0),
        ["arcsec"] = ("deg", 1.0 / 3600, 0),
        ["hourangle"] = ("deg", 15, 0),
        ["K"] = ("K", 1, 0),
        ["deg_C"] = ("K", 1, 273.15),
        ["deg_F"] = ("K", 5.0 / 9, 459.67 * 5 / 9),
        ["hPa"] = ("hPa", 1, 0),
        ["mbar"] = ("hPa", 1, 0),
        ["Pa"] = ("hPa", 1e-2, 0),
        ["kPa"] = ("hPa", 10, 0),
        ["bar"] = ("hPa", 1000, 0),
        ["torr"] = ("hPa", 1013.25 / 760, 0),
        ["mmHg"] = ("hPa", 1.33322387415, 0),
        ["percent"] = ("percent", 1, 0),
        ["fraction"] = ("percent", 100, 0),
    };

    /// <summary>What turns numbers of a unit into those of a property's unit.</summary>
    /// <exception cref="InstrumentException">There is no such unit, or it measures something else.</exception>
    public static Func<double, double> Conversion(ConfigNode node, string name, string property, string? wanted)
    {
        if (!Known.TryGetValue(name, out var unit))
            throw new InstrumentException($"{node.Location}: '{name}' is no unit; there are {string.Join(", ", Known.Keys)}.{Suggestions.For(name, Known.Keys)}");
        if (unit.Of != wanted)
            throw new InstrumentException($"{node.Location}: '{property}' {(wanted is null ? "has no unit" : $"is kept in '{wanted}'")}, which '{name}' can't be turned into.");
        return number => (number * unit.Scale) + unit.Zero;
    }
}

using System.Globalization;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>Hands out names for tables within one query, each once.</summary>
internal sealed class Aliases
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The wanted name, or the first free one like it.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var i = 1; !taken.Add(name); i++)
            name = wanted + "_" + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}

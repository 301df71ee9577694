using System.Globalization;
using SkyButler.Configuration.Overrides;
using SkyButler.Instruments.SkyMaps.Configs;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>
/// The configuration of a sky map to be registered, in the original's terms: <c>config.name</c>, <c>config.skyMap</c> (its kind) and
/// <c>config.skyMap["rings"].numRings</c> and so on.
/// </summary>
public sealed class SkyMapConfig
{
    private const string Map = "skyMap";
    private readonly Dictionary<SkyMapKind, SkyMapSettings> settings = Enum.GetValues<SkyMapKind>().ToDictionary(kind => kind, SkyMapSettings.Default);

    /// <summary>The sky map's name: the value of the <c>skymap</c> dimension; null while none is given.</summary>
    public string? Name { get; private set; }

    /// <summary>The kind that is chosen.</summary>
    public SkyMapKind Kind { get; private set; }

    /// <summary>What defines the sky map of the chosen kind.</summary>
    public SkyMapSettings Settings => settings[Kind];

    /// <summary>Applies an override file.</summary>
    /// <param name="text">Its text: assignments to <c>config.</c>.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <exception cref="Configuration.ConfigException">A statement is not understood.</exception>
    /// <exception cref="SkyMapException">There is no such field, or a value is none for it.</exception>
    public void ApplyFile(string text, string source)
    {
        foreach (var assignment in OverrideStatements.Read(text, source).Assignments)
            Apply(assignment.Path, assignment.Value, string.Create(CultureInfo.InvariantCulture, $"{source}:{assignment.Line}"));
    }

    /// <summary>Applies one override of a command line: <c>name=value</c>.</summary>
    /// <exception cref="SkyMapException">It is none, there is no such field, or the value is none for it.</exception>
    public void ApplyOverride(string text)
    {
        var option = OverrideAssignment.FromOption(text) ?? throw new SkyMapException($"'{text}' is no override; write name=value, such as skyMap=rings.");
        Apply(option.Path, option.Value, "command line");
    }

    private void Apply(string path, object? value, string where)
    {
        if (path == "name")
            Name = value as string is { Length: > 0 } name ? name : throw new SkyMapException($"{where}: 'name' takes a text, not {PythonText.Repr(value)}.");
        else if (path is Map or Map + ".name")
            Kind = value is string kind && SkyMapNames.Kind(kind) is { } known
                ? known
                : throw new SkyMapException($"{where}: {PythonText.Repr(value)} is no kind of sky map; they are {string.Join(", ", SkyMapNames.Kinds)}.{Suggestions.For(value as string ?? "", SkyMapNames.Kinds)}");
        else
            ApplyField(path, value, where);
    }

    // skyMap["rings"].numRings, skyMap.rings.numRings, skyMap.active.numRings
    private void ApplyField(string path, object? value, string where)
    {
        if (!path.StartsWith(Map, StringComparison.Ordinal))
            throw new SkyMapException($"{where}: A sky map's configuration has no field '{path}'; it has name and skyMap.{Suggestions.For(path, ["name", Map])}");
        var (kindName, field) = Split(path[Map.Length..]);
        var kind = kindName == "active" ? Kind : SkyMapNames.Kind(kindName);
        if (kind is not { } known || field.Length == 0)
            throw new SkyMapException($"{where}: '{path}' names no field; write skyMap['rings'].numRings. Kinds are {string.Join(", ", SkyMapNames.Kinds)}.{Suggestions.For(kindName, SkyMapNames.Kinds)}");
        settings[known] = SkyMapFields.Apply(settings[known], field, value, where);
    }

    private static (string Kind, string Field) Split(string rest)
    {
        var end = rest.StartsWith('[') ? rest.IndexOf("].", StringComparison.Ordinal) : rest.StartsWith('.') ? rest.IndexOf('.', 1) : -1;
        if (end < 0)
            return (rest.Trim('.', '[', ']', '\'', '"'), "");
        return rest.StartsWith('[') ? (rest[1..end].Trim('\'', '"'), rest[(end + 2)..]) : (rest[1..end], rest[(end + 1)..]);
    }
}

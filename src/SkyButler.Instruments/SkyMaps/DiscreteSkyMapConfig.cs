using System.Globalization;
using SkyButler.Configuration.Overrides;
using SkyButler.Instruments.SkyMaps.Configs;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>The configuration of a sky map around images, in the original's terms: <c>config.skyMap</c> with the fields that all kinds have, <c>config.borderSize</c>, <c>config.doAppend</c>.</summary>
public sealed class DiscreteSkyMapConfig
{
    /// <summary>Scale, projection and so on; tracts do not overlap unless told.</summary>
    public SkyMapSettings Settings { get; private set; } = SkyMapSettings.Default(SkyMapKind.Discrete) with { TractOverlap = 0 };

    /// <summary>How far the tract reaches beyond the images, in degrees.</summary>
    public double Border { get; private set; }

    /// <summary>Whether the tracts of an old sky map come first.</summary>
    public bool Appends { get; private set; }

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
        var option = OverrideAssignment.FromOption(text) ?? throw new SkyMapException($"'{text}' is no override; write name=value, such as skyMap.projection=TAN.");
        Apply(option.Path, option.Value, "command line");
    }

    private void Apply(string path, object? value, string where)
    {
        const string map = "skyMap.";
        try
        {
            switch (path)
            {
                case "borderSize":
                    Border = FieldReading.NotNegative(value);
                    break;
                case "doAppend":
                    Appends = FieldReading.Truth(value);
                    break;
                case var field when field.StartsWith(map, StringComparison.Ordinal):
                    Settings = SkyMapFields.Apply(Settings, field[map.Length..], value, where);
                    break;
                default:
                    throw new SkyMapException($"{where}: There is no field '{path}'; fields are skyMap.…, borderSize and doAppend.{Suggestions.For(path, ["skyMap", "borderSize", "doAppend"])}");
            }
        }
        catch (FormatException e)
        {
            throw new SkyMapException($"{where}: '{path}' takes {e.Message}, not {PythonText.Repr(value)}.", e);
        }
    }
}

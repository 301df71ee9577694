using System.Text;
using SkyButler.Configuration;
using SkyButler.Configuration.Overrides;
using SkyButler.Datastores.Formatters.Pickles;
using SkyButler.Instruments.SkyMaps.Configs;

namespace SkyButler.Instruments.SkyMaps.Storage;

/// <summary>Sky maps as their files hold them.</summary>
public static class SkyMapFile
{
    private const string Package = "lsst.skymap.";

    /// <summary>What a sky map's file holds.</summary>
    public static StoredSkyMap ToStored(SkyMap map)
    {
        var settings = map.Settings;
        var name = SkyMapNames.ClassOf(settings.Kind);
        var module = $"{Package}{char.ToLowerInvariant(name[0])}{name[1..]}";
        var className = $"{module}.{name}";
        var isVersioned = settings.Kind is not (SkyMapKind.Dodeca or SkyMapKind.Equat);
        return new(className, $"{className}Config", Write(settings, module, name), isVersioned ? settings.Version : null);
    }

    /// <summary>The sky map of a file.</summary>
    /// <exception cref="SkyMapException">It is of an unknown class, or its configuration can't be understood.</exception>
    public static SkyMap FromStored(StoredSkyMap stored)
    {
        var kinds = Enum.GetValues<SkyMapKind>().Where(kind => stored.ClassName.EndsWith("." + SkyMapNames.ClassOf(kind), StringComparison.Ordinal)).ToList();
        if (kinds is not [var found])
            throw new SkyMapException($"The stored sky map is of the class {stored.ClassName}, which is not known; known are {string.Join(", ", Enum.GetValues<SkyMapKind>().Select(SkyMapNames.ClassOf))}.");
        var settings = SkyMapSettings.Default(found) with { Version = stored.Version ?? 0 };
        try
        {
            foreach (var assignment in OverrideStatements.Read(stored.Config, stored.ClassName).Assignments)
                settings = SkyMapFields.Apply(settings, assignment.Path, assignment.Value, stored.ClassName);
        }
        catch (ConfigException e)
        {
            throw new SkyMapException(e.Message, e);
        }

        return new SkyMap(settings);
    }

    /// <summary>The lines of an override file that registers the same sky map.</summary>
    public static IEnumerable<string> Script(string name, SkyMapSettings settings)
    {
        var kind = PythonText.Repr(SkyMapNames.Of(settings.Kind));
        return [$"config.name={PythonText.Repr(name)}", $"config.skyMap={kind}", .. Lines(settings, $"config.skyMap[{kind}]")];
    }

    private static IEnumerable<string> Lines(SkyMapSettings settings, string prefix) =>
        SkyMapFields.Of(settings.Kind).Select(field => $"{prefix}.{field.Name}={PythonText.Repr(field.Get(settings))}");

    private static string Write(SkyMapSettings settings, string module, string name)
    {
        var text = new StringBuilder();
        text.Append("import ").Append(module).Append('\n');
        text.Append("assert type(config) is ").Append(module).Append('.').Append(name).Append("Config, f\"config is of type {type(config).__module__}.{type(config).__name__} instead of ")
            .Append(module).Append('.').Append(name).Append("Config\"\n");
        foreach (var line in Lines(settings, "config"))
            text.Append(line).Append('\n');
        return text.ToString();
    }
}

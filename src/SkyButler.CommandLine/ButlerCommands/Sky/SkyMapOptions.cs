using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.SkyMaps;

namespace SkyButler.CommandLine.ButlerCommands.Sky;

/// <summary>The options that configure sky maps.</summary>
internal static class SkyMapOptions
{
    public static readonly ValueOption ConfigFile = new("-C", "--config-file")
    {
        Metavar = "FILE",
        Help = "File with assignments such as config.skyMap = 'rings'; it comes before --config.",
    };

    public static readonly ListOption Config = new("-c", "--config")
    {
        Metavar = "NAME=VALUE",
        SplitsOnCommas = false,
        Help = "Value of a field, such as skyMap.rings.numRings=120.",
    };

    /// <summary>Applies the file, then the values, to a configuration.</summary>
    /// <exception cref="CommandFailure">There is no such file.</exception>
    public static async Task ApplyAsync(SkyMapConfig config, CommandValues values, CancellationToken cancellationToken)
    {
        if (values[ConfigFile] is { } file)
        {
            if (!File.Exists(file))
                throw new CommandFailure($"The file '{file}' does not exist.");
            config.ApplyFile(await File.ReadAllTextAsync(file, cancellationToken), file);
        }

        foreach (var text in values[Config])
            config.ApplyOverride(text);
    }
}

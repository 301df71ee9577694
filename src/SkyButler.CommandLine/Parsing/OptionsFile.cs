using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Resources;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Reads defaults of options from a YAML file: command names at the top, option names with their values below.</summary>
internal static class OptionsFile
{
    /// <summary>Values with those of a file for the options that were not given.</summary>
    /// <exception cref="UsageException">The file names an option that the command doesn't have, or is not such a file.</exception>
    public static async Task<CommandValues> ApplyAsync(
        string file, string command, IReadOnlyList<CommandOption> options, CommandValues values, CancellationToken cancellationToken)
    {
        try
        {
            var tree = await new ConfigLoader().LoadAsync(ResourcePath.Parse(file), cancellationToken);
            var section = tree.Find([command]) is null ? Config.Empty : Config.FromNode(tree.Find([command])!);
            return values.WithDefaults(Read(section, file, command, options));
        }
        catch (ConfigException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static Dictionary<CommandOption, IReadOnlyList<string>> Read(
        Config section, string file, string command, IReadOnlyList<CommandOption> options)
    {
        var defaults = new Dictionary<CommandOption, IReadOnlyList<string>>();
        foreach (var (key, node) in section.Root.Entries)
        {
            var name = key.ToString();
            var option = Find(options, name) ?? throw new UsageException(
                $"'{name}' in {file} is not an option of '{command}'.{Suggestions.For(name, options.Select(candidate => candidate.LongName[2..]))}");
            defaults[option] = option is FlagOption ? [State(name, node)] : Texts(name, node);
        }

        return defaults;
    }

    // Any spelling that the option accepts, without its dashes; underscores may stand for dashes.
    private static CommandOption? Find(IReadOnlyList<CommandOption> options, string name)
    {
        var plain = name.Replace('_', '-');
        return options.FirstOrDefault(option => option.Names.Any(spelling => spelling.TrimStart('-') == plain));
    }

    private static string State(string name, ConfigNode node) => node is ConfigScalar { Value: bool state }
        ? state.ToString()
        : throw new UsageException($"{node.Location}: '{name}' takes true or false, not {node.Kind}.");

    private static IReadOnlyList<string> Texts(string name, ConfigNode node) => node switch
    {
        ConfigScalar { Value: null } => [],
        ConfigScalar scalar => [scalar.ToString()],
        ConfigSequence sequence => [.. sequence.Items.SelectMany(item => Texts(name, item))],
        _ => throw new UsageException($"{node.Location}: '{name}' takes a value or a list of values, not {node.Kind}."),
    };
}

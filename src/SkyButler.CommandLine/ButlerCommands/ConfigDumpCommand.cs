using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.Resources;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary><c>butler config-dump</c>.</summary>
internal sealed class ConfigDumpCommand : ProgramCommand
{
    public const string Summary = "Print a repository's configuration.";

    private const string StandardOutput = "-";

    private static readonly ValueOption Subset = new("-s", "--subset")
    {
        Metavar = "KEY",
        Help = "Print only what is below this key, such as '.datastore.root'; the first character divides the levels.",
    };

    private static readonly ListOption SearchPath = new("-p", "--searchpath")
    {
        Help = "Folders of configuration that count more than the defaults.",
    };

    private static readonly ValueOption OutputFile = new("--file")
    {
        Metavar = "FILE",
        Default = StandardOutput,
        Help = "File to write to; a dash for standard output.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Print the configuration that a repository has when all defaults are filled in, as YAML.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Subset, SearchPath, OutputFile],
        Examples =
        [
            "repo",
            "repo --subset .registry.db",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var sources = ConfigSources.Default with { SearchPaths = [.. values[SearchPath].Select(ResourcePath.Parse)] };
        var config = await ButlerConfig.OpenAsync(values[RepositoryArgument.Existing], sources, cancellationToken);
        var text = ConfigDump.Render(config.Tree, values[Subset]);
        if (values[OutputFile] == StandardOutput)
            await context.Output.WriteAsync(text.AsMemory(), cancellationToken);
        else
            await File.WriteAllTextAsync(values[OutputFile]!, text, cancellationToken);
        return ExitCodes.Success;
    }
}

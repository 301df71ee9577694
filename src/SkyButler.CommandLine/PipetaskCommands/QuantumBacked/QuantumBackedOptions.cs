using SkyButler.CommandLine.ButlerCommands;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.QuantumBacked;

/// <summary>What commands take that work on a saved graph without the repository's database.</summary>
internal static class QuantumBackedOptions
{
    public static readonly CommandArgument Graph = new("QGRAPH", "QGRAPH is the file of a quantum graph that was saved with --qgraph-datastore-records, or its URI.");

    private static readonly ListOption SearchPath = new("--config-search-path")
    {
        Metavar = "FOLDER ...",
        SplitsOnCommas = false,
        Help = "Folders of configuration that count more than the defaults.",
    };

    /// <summary>The arguments.</summary>
    public static IReadOnlyList<CommandArgument> Arguments => [RepositoryArgument.Existing, Graph];

    /// <summary>All options.</summary>
    public static IReadOnlyList<CommandOption> All => [SearchPath, GraphOptions.GraphId];

    /// <summary>The graph that a command line names.</summary>
    public static GraphRequest Request(CommandContext context)
    {
        var values = context.Values;
        GraphOptions.WarnOfGraphId(context);
        return new GraphRequest
        {
            Repository = values[RepositoryArgument.Existing],
            GraphFile = values[Graph],
            SearchPaths = values[SearchPath],
            Command = context.CommandLine,
        };
    }
}

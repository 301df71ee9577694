using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.ButlerCommands.Graphs;

/// <summary>What commands take that work on the datasets of a quantum graph.</summary>
internal static class GraphArguments
{
    public static readonly CommandArgument Graph = new("GRAPH", "GRAPH is the file of a quantum graph, or its URI.");

    public static readonly ListOption DatasetTypes = new("-d", "--dataset-type")
    {
        Metavar = "GLOB ...",
        Help = "Dataset types that count, by names or patterns; all of them where none is given.",
    };

    public static readonly ListOption Quanta = new("--qgraph-node-id")
    {
        Metavar = "UUID ...",
        Help = "Quanta that count; all of them where none is given.",
    };

    /// <summary>The quanta.</summary>
    /// <exception cref="UsageException">A text is no identifier.</exception>
    public static IReadOnlyList<Guid> ReadQuanta(CommandValues values) =>
        [.. values[Quanta].Select(text => Guid.TryParse(text, out var id) ? id : throw new UsageException($"'{text}' is no identifier of a quantum (--qgraph-node-id)."))];
}

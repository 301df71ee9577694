using SkyButler.Pipelines.Graphs.Errors;
using SkyButler.Queries;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Finds the short name of the instrument that a pipeline names by its class.</summary>
internal static class InstrumentName
{
    /// <summary>The name by which data IDs know it: of the record that has this class, or that name.</summary>
    /// <exception cref="PipelineGraphException">The repository has no such instrument.</exception>
    public static async Task<string> FindAsync(Butler butler, string instrument, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var classes = new List<string>();
        await foreach (var record in butler.Queries.RecordsAsync("instrument", new DataIdQuery { Dimensions = ["instrument"] }, cancellationToken).ConfigureAwait(false))
        {
            var name = (string)record["instrument"]!;
            var className = record.Element.Schema.IndexOf("class_name") >= 0 ? record["class_name"] as string : null;
            if (className == instrument || name == instrument)
                return name;
            names.Add(name);
            classes.Add(className ?? name);
        }

        throw new PipelineGraphException(
            $"The pipeline is for the instrument '{instrument}', which is not registered here; known are {(names.Count > 0 ? string.Join(", ", names.Zip(classes, (n, c) => $"{n} ({c})")) : "none")}."
            + Suggestions.For(instrument, classes.Concat(names)));
    }
}

using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Contracts;

/// <summary>Checks what a pipeline demands of the final configurations of its tasks.</summary>
internal static class ContractChecker
{
    /// <summary>Checks all contracts; one that is not understood is told of by a warning.</summary>
    /// <exception cref="ContractException">One or more do not hold.</exception>
    public static void Check(Pipeline pipeline, TaskGraph tasks, ILogger log)
    {
        var broken = new List<string>();
        foreach (var contract in pipeline.Contracts)
        {
            switch (Holds(contract, tasks, out var problem))
            {
                case false:
                    broken.Add($"'{Line(contract.Expression)}'{(contract.Message is { } message ? $": {Line(message)}" : "")}");
                    break;
                case null:
                    log.LogWarning("The contract '{Contract}' can't be evaluated: {Problem}.", Line(contract.Expression), problem);
                    break;
            }
        }

        if (broken.Count > 0)
            throw new ContractException($"Contract(s) were not satisfied: {string.Join("; ", broken)}.");
    }

    /// <summary>Whether a contract holds; null where it is not understood.</summary>
    public static bool? Holds(PipelineContract contract, TaskGraph tasks, out string? problem)
    {
        problem = null;
        try
        {
            var term = ContractParser.Parse(contract.Expression);
            return ContractValues.Truth(term(new ContractScope(label => Config(tasks, label))));
        }
        catch (Exception e) when (e is FormatException or PipelineException or InvalidCastException or ArgumentException or OverflowException or InvalidOperationException)
        {
            problem = Line(e.Message).TrimEnd('.');
            return null;
        }
    }

    private static Configs.TaskConfig Config(TaskGraph tasks, string label) => tasks[label].Config;

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building.Explaining;

/// <summary>Says which inputs a quantum lacks.</summary>
internal static class MissingInputs
{
    private const int MostNamed = 5;

    public static string Describe(TaskSkeleton task, int quantum, EdgeRows input, int minimum)
    {
        var missing = input.All(quantum).ToArray().Where(row => row >= 0 && !input.Nodes.Has(row)).ToList();
        var producer = input.Nodes.Type.Producer;
        var why = producer is null
            ? "not in the input collections"
            : $"not made, since the quanta of '{producer.TaskLabel}' that would make them were left out or made nothing (ask about these: pipetask why {producer.TaskLabel} ...)";
        var named = string.Join(", ", missing.Take(MostNamed).Select(row => input.Nodes.DataId(row).ToString())) + (missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "");
        return missing.Count == 0
            ? $"its input {input.Edge} ({input.Nodes.Type.Name}) needs {minimum} and has {input.Count(quantum)}; the graph has no data IDs for more"
            : $"its input {input.Edge} ({input.Nodes.Type.Name}) needs {minimum} and has {input.Count(quantum)}; {why}: {named}";
    }
}

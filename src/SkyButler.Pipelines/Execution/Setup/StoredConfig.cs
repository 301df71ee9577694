using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Compares configurations with those that are stored.</summary>
internal static class StoredConfig
{
    /// <summary>What differs that may change outputs, and what differs besides, as <c>field: old -> new</c>.</summary>
    /// <param name="node">The task as it is configured now.</param>
    /// <param name="text">The configuration that is stored.</param>
    /// <param name="source">What it is called in messages.</param>
    public static (IReadOnlyList<string> Grave, IReadOnlyList<string> Idle) Compare(TaskNode node, string text, string source)
    {
        var script = OverrideScript.Parse(text, source);
        if (script.ClassName is { } name && name != node.Type.ConfigName)
            return ([$"class: {name} -> {node.Type.ConfigName}"], []);
        var old = node.Type.MakeConfig();
        try
        {
            new ConfigEditor(node.Label, old).Apply(script);
        }
        catch (TaskConfigException e)
        {
            return ([e.Message.TrimEnd('.')], []);
        }

        return (ConfigDifference.Between(old, node.Config, f => f.ChangesOutputs), ConfigDifference.Between(old, node.Config, f => !f.ChangesOutputs));
    }
}

using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>Writes pipelines as YAML, with all imports resolved; steps are kept, which the original loses.</summary>
public static class PipelineWriter
{
    /// <summary>The YAML text.</summary>
    public static string Write(Pipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var root = new List<(string, ConfigNode)> { ("description", Text(pipeline.Description)) };
        if (pipeline.Instrument is { } instrument)
            root.Add(("instrument", Text(instrument)));
        if (pipeline.Parameters.Count > 0)
            root.Add(("parameters", Values(pipeline.Parameters)));
        root.Add(("tasks", ConfigMapping.Of(pipeline.Tasks.Select(t => (t.Label, (ConfigNode)Task(t))))));
        if (pipeline.Contracts.Count > 0)
            root.Add(("contracts", new ConfigSequence([.. pipeline.Contracts.OrderBy(c => c.Expression, StringComparer.Ordinal).Select(Contract)])));
        if (pipeline.Subsets.Count > 0)
            root.Add(("subsets", ConfigMapping.Of(pipeline.Subsets.Select(s => (s.Label, (ConfigNode)Subset(s))))));
        if (pipeline.Steps.Count > 0)
            root.Add(("steps", new ConfigSequence([.. pipeline.Steps.Select(s => ConfigMapping.Of(("label", Text(s.Label)), ("dimensions", Texts(s.Dimensions))))])));
        return YamlWriter.Write(ConfigMapping.Of(root));
    }

    private static ConfigMapping Task(PipelineTaskEntry task)
    {
        var body = ConfigMapping.Of(("class", Text(task.ClassName)));
        return task.Configs.Count == 0 ? body : body.With("config", new ConfigSequence([.. task.Configs.Select(Block)]));
    }

    private static ConfigMapping Block(ConfigBlock block)
    {
        var body = ConfigMapping.Empty;
        if (block.Python is { } python)
            body = body.With("python", Text(python));
        if (block.DataId is { } dataId)
            body = body.With("dataId", ConfigNodes.FromPlain(dataId));
        if (block.Files.Count > 0)
            body = body.With("file", Texts(block.Files));
        return body.Update(Values(block.Values));
    }

    private static ConfigMapping Contract(PipelineContract contract)
    {
        var body = ConfigMapping.Of(("contract", Text(contract.Expression)));
        return contract.Message is { } message ? body.With("msg", Text(message)) : body;
    }

    private static ConfigMapping Subset(PipelineSubset subset)
    {
        var body = ConfigMapping.Of(("subset", Texts(subset.Tasks)));
        return subset.Description is { } description ? body.With("description", Text(description)) : body;
    }

    private static ConfigMapping Values(IReadOnlyList<ConfigValue> values) =>
        values.Aggregate(ConfigMapping.Empty, (mapping, value) => mapping.With(value.Field, ConfigNodes.FromPlain(value.Value)));

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigSequence Texts(IReadOnlyList<string> texts) => new([.. texts.Select(Text)]);
}

using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using static SkyButler.Pipelines.Pipelines.Documents.NodeReading;

namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Reads the YAML of one pipeline file.</summary>
internal static class PipelineParser
{
    private static readonly YamlReadOptions Options = new()
    {
        DuplicateKeys = YamlDuplicateKeys.Error,
        MaximumDepth = 50,
        MaximumNodes = 1_000_000,
    };

    public static PipelineDocument Parse(string text, string source)
    {
        try
        {
            return Parse(Mapping(YamlReader.Read(text, source, Options), "a pipeline"));
        }
        catch (ConfigException e)
        {
            throw new PipelineSyntaxException(e.Message, e);
        }
    }

    private static PipelineDocument Parse(ConfigMapping root)
    {
        if (root.TryGet("subset", out var subset))
            throw new PipelineSyntaxException(subset.Location, "A pipeline has no key 'subset'; it is called 'subsets'.");
        if (root.TryGet("inherits", out var inherits))
            throw new PipelineSyntaxException(inherits.Location, "A pipeline has no key 'inherits'; it is called 'imports'.");
        RefuseOthers(root, "A pipeline", "description", "tasks", "instrument", "imports", "parameters", "contracts", "subsets", "steps");
        if (!root.TryGet("description", out var description))
            throw new PipelineSyntaxException(root.Location, "A pipeline must be declared with a description.");
        var imports = root.TryGet("imports", out var importNode) ? PipelineImportParser.Parse(importNode) : [];
        if (!root.TryGet("tasks", out var tasks) && imports.Count == 0)
            throw new PipelineSyntaxException(root.Location, "A pipeline needs 'tasks', unless it imports others.");
        var pipeline = new Pipeline
        {
            Description = Text(description, "the description"),
            Instrument = root.TryGet("instrument", out var instrument) ? Text(instrument, "the instrument") : null,
            Parameters = root.TryGet("parameters", out var parameters) ? Values(Mapping(parameters, "'parameters'")) : [],
            Tasks = tasks is null ? [] : [.. Mapping(tasks, "'tasks'").Entries.Select(Task)],
            Subsets = root.TryGet("subsets", out var subsets) ? [.. Mapping(subsets, "'subsets'").Entries.Select(Subset)] : [],
            Contracts = root.TryGet("contracts", out var contracts) ? [.. Several(contracts).Select(Contract)] : [],
            Steps = root.TryGet("steps", out var steps) ? Steps(steps) : [],
        };
        return new PipelineDocument(pipeline, imports);
    }

    private static PipelineTaskEntry Task(ConfigEntry entry)
    {
        var label = entry.Key.ToString();
        if (label == Pipeline.ParametersLabel)
            throw new PipelineSyntaxException(entry.Key.Location, $"A task can't be called '{label}', which stands for the pipeline's parameters.");
        if (entry.Value is ConfigScalar)
            return new PipelineTaskEntry(label, Text(entry.Value, $"the class of task '{label}'"), [], At(entry.Key));
        var body = Mapping(entry.Value, $"task '{label}'");
        RefuseOthers(body, $"Task '{label}'", "class", "config");
        if (!body.TryGet("class", out var className))
            throw new PipelineSyntaxException(body.Location, $"Task '{label}' needs a 'class'.");
        IReadOnlyList<ConfigBlock> blocks = body.TryGet("config", out var config) && config is not ConfigScalar { Value: null }
            ? [.. Several(config).Select(c => Block(label, c))]
            : [];
        return new PipelineTaskEntry(label, Text(className, $"the class of task '{label}'"), blocks, At(entry.Key));
    }

    private static ConfigBlock Block(string label, ConfigNode node)
    {
        var body = Mapping(node, $"a configuration of task '{label}'");
        var block = new ConfigBlock
        {
            Files = body.TryGet("file", out var file) ? Texts(file, "'file'") : [],
            Python = body.TryGet("python", out var python) ? Text(python, "'python'") : null,
            DataId = body.TryGet("dataId", out var dataId) ? dataId.ToPlain() : null,
            Location = At(python ?? body),
        };
        return block with { Values = Values(body.Without("file").Without("python").Without("dataId")) };
    }

    private static IReadOnlyList<ConfigValue> Values(ConfigMapping mapping) =>
        [.. mapping.Entries.Select(e => new ConfigValue(e.Key.ToString(), e.Value.ToPlain(), At(e.Key)) { Node = e.Value })];

    private static PipelineSubset Subset(ConfigEntry entry)
    {
        var label = entry.Key.ToString();
        if (entry.Value is not ConfigMapping body)
            return new PipelineSubset(label, [.. Texts(entry.Value, $"subset '{label}'").Distinct()], null);
        RefuseOthers(body, $"Subset '{label}'", "subset", "description");
        if (!body.TryGet("subset", out var members))
            throw new PipelineSyntaxException(body.Location, $"Subset '{label}' needs a list 'subset'.");
        var description = body.TryGet("description", out var text) ? Text(text, "the description") : null;
        return new PipelineSubset(label, [.. Texts(members, $"subset '{label}'").Distinct()], description);
    }

    private static PipelineContract Contract(ConfigNode node)
    {
        if (node is ConfigScalar)
            return new PipelineContract(Text(node, "a contract"), null);
        var body = Mapping(node, "a contract");
        RefuseOthers(body, "A contract", "contract", "msg");
        if (!body.TryGet("contract", out var expression))
            throw new PipelineSyntaxException(body.Location, "A contract needs an expression 'contract'.");
        return new PipelineContract(Text(expression, "a contract"), body.TryGet("msg", out var message) ? Text(message, "'msg'") : null);
    }

    private static List<PipelineStep> Steps(ConfigNode node)
    {
        var steps = new List<PipelineStep>();
        foreach (var item in Several(node))
        {
            var body = Mapping(item, "a step");
            RefuseOthers(body, "A step", "label", "dimensions");
            if (!body.TryGet("label", out var labelNode))
                throw new PipelineSyntaxException(body.Location, "A step needs a 'label'.");
            var label = Text(labelNode, "the label of a step");
            var dimensions = body.TryGet("dimensions", out var names)
                ? Texts(names, "'dimensions'").SelectMany(n => n.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                : [];
            if (steps.Any(s => s.Label == label))
                throw new PipelineSyntaxException(body.Location, $"The step '{label}' is declared twice.");
            steps.Add(new PipelineStep(label, [.. dimensions]));
        }

        return steps;
    }
}

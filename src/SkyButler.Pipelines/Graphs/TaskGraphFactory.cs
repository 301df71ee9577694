using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Makes the tasks of a pipeline: finds their classes, applies overrides in order, and settles their connections.</summary>
internal sealed class TaskGraphFactory(TaskCatalog catalog, ConfigSources sources, ILogger log)
{
    private const int DeepestLoad = 20;
    private const int MostLoads = 1_000;
    private const int LargestFile = 16 << 20;
    private int loads;

    /// <summary>The tasks of a pipeline, in order. Several things that are wrong with configurations are reported one at a time.</summary>
    public async Task<TaskGraph> MakeAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var unknown = Unknown(pipeline);
        if (unknown.Count > 1)
            throw new UnknownTaskException(
                $"{unknown.Count} tasks of the pipeline have classes that are not known here: {string.Join(", ", unknown.Select(t => $"{t.Label} ({t.ClassName})"))}; put their assemblies into plugins/, or map the names under 'tasks' in skybutler.yaml. '--show pipeline' and '--show subsets' work all the same.");
        var nodes = new List<TaskNode>();
        foreach (var task in pipeline.Tasks)
            nodes.Add(await MakeAsync(task, pipeline, cancellationToken).ConfigureAwait(false));
        return new TaskGraph(nodes);
    }

    /// <summary>The tasks of a pipeline whose classes are not known; those of C# files are.</summary>
    public IReadOnlyList<PipelineTaskEntry> Unknown(Pipeline pipeline) =>
        [.. pipeline.Tasks.Where(t => !IsFile(t) && catalog.Find(t.ClassName) is null)];

    /// <summary>Whether the code of a task is a C# file, by its name or beside the pipeline.</summary>
    public bool IsFile(PipelineTaskEntry task) => TaskSource.IsSource(task.ClassName) || (catalog.Find(task.ClassName) is null && TaskSource.Beside(task.ClassName, task.Folder) is not null);

    /// <summary>One task of a pipeline.</summary>
    public async Task<TaskNode> MakeAsync(PipelineTaskEntry entry, Pipeline pipeline, CancellationToken cancellationToken)
    {
        var type = catalog.Find(await LoadAsync(entry, cancellationToken).ConfigureAwait(false)) ?? throw Unknown(entry);
        var config = type.MakeConfig();
        var editor = new ConfigEditor(entry.Label, config);
        foreach (var block in entry.Configs)
            await ApplyAsync(entry.Label, editor, block, pipeline, cancellationToken).ConfigureAwait(false);
        editor.Validate();
        var connections = type.MakeConnections();
        connections.Bind(entry.Label, config);
        return new TaskNode(entry.Label, type, config, connections, editor.History);
    }

    // The name by which the catalogue knows the task, whose file it has loaded then.
    private async Task<string> LoadAsync(PipelineTaskEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var beside = TaskSource.IsSource(entry.ClassName) || catalog.Find(entry.ClassName) is not null ? null : TaskSource.Beside(entry.ClassName, entry.Folder);
            beside?.RefuseForeign();
            var name = beside?.ToString() ?? entry.ClassName;
            await catalog.LoadAsync(name, cancellationToken).ConfigureAwait(false);
            return name;
        }
        catch (TaskSourceException e)
        {
            throw new TaskSourceException($"{entry.Location}: task '{entry.Label}': {e.Message}", e);
        }
    }

    private UnknownTaskException Unknown(PipelineTaskEntry entry)
    {
        try
        {
            catalog.Get(entry.ClassName);
        }
        catch (UnknownTaskException e)
        {
            return new UnknownTaskException($"{entry.Location}: task '{entry.Label}': {e.Message}");
        }

        throw new InvalidOperationException($"The task '{entry.ClassName}' was found at the second attempt.");
    }

    private async Task ApplyAsync(string label, ConfigEditor editor, ConfigBlock block, Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (block.DataId is not null)
            throw new TaskConfigException($"{block.Location}: '{label}' limits a configuration to a data ID, which is not supported; use two tasks.");
        foreach (var file in block.Files)
            await ApplyAsync(editor, ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment), file, block.Location, 0, cancellationToken).ConfigureAwait(false);
        if (block.Python is { } python)
            await ApplyAsync(editor, OverrideScript.Parse(python, block.Location.Source, block.Location.Line + 1), sources.WorkingDirectory, 0, cancellationToken).ConfigureAwait(false);
        foreach (var value in block.Values)
            editor.Set(value.Field, Resolve(value, pipeline), value.Location, value.Node);
    }

    // A file may load others, which it names as seen from itself.
    private async Task ApplyAsync(ConfigEditor editor, OverrideScript script, ResourcePath folder, int depth, CancellationToken cancellationToken)
    {
        foreach (var statement in script.Assignments)
        {
            if (statement.Edit != OverrideEdit.Load)
            {
                editor.Apply(statement);
                continue;
            }

            var file = (string)((IReadOnlyList<object?>)statement.Value!)[0]!;
            var path = ResourcePath.Parse(file, folder, sources.Environment);
            if (!path.IsLocal || depth == DeepestLoad)
                throw new TaskConfigException(path.IsLocal
                    ? $"{statement.Location}: configuration files load one another more than {DeepestLoad} deep, perhaps in a circle."
                    : $"{statement.Location}: '{file}' does not lie on this machine, and is not loaded; copy it here.");
            await ApplyAsync(editor, path, file, statement.Location, depth + 1, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ApplyAsync(ConfigEditor editor, ResourcePath path, string file, SourceLocation from, int depth, CancellationToken cancellationToken)
    {
        if (++loads > MostLoads)
            throw new TaskConfigException($"{from}: more than {MostLoads} configuration files are applied, some of them perhaps many times over.");
        OverrideScript script;
        try
        {
            script = OverrideScript.Parse(await ReadAsync(path, file, from, cancellationToken).ConfigureAwait(false), file);
        }
        catch (ResourceException e)
        {
            throw new TaskConfigException($"{from}: the configuration file '{file}' can't be read: {e.Message}", e);
        }

        await ApplyAsync(editor, script, path.Parent, depth, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadAsync(ResourcePath path, string file, SourceLocation from, CancellationToken cancellationToken)
    {
        var stream = await sources.Stores.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new MemoryStream();
            var piece = new byte[1 << 16];
            while (await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                bytes.Write(piece, 0, read);
                if (bytes.Length > LargestFile)
                    throw new TaskConfigException($"{from}: the configuration file '{file}' has more than the {LargestFile} bytes that are allowed.");
            }

            bytes.Position = 0;
            using var reader = new StreamReader(bytes);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // parameters.name stands for the parameter's value; a name that nobody declared stays as it is.
    private object? Resolve(ConfigValue value, Pipeline pipeline)
    {
        const string prefix = Pipeline.ParametersLabel + ".";
        if (value.Value is not string text || !text.StartsWith(prefix, StringComparison.Ordinal))
            return value.Value;
        var name = text[prefix.Length..];
        if (pipeline.Parameters.LastOrDefault(p => p.Field == name) is { } parameter)
            return parameter.Value;
        log.LogWarning("{Location}: the pipeline has no parameter '{Name}'.", value.Location, name);
        return text;
    }
}

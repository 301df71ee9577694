using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands;

/// <summary>The options that name a pipeline and change it.</summary>
internal static class PipelineOptions
{
    public static readonly ValueOption Pipeline = new("-p", "--pipeline")
    {
        Metavar = "FILE[#LABELS]",
        Help = "Pipeline file; after '#' the labels or subsets to keep, divided by commas, or a range as FROM..TO.",
    };

    public static readonly ListOption Task = new("-t", "--task")
    {
        Metavar = "TASK[:LABEL]",
        Help = "Task to add, or to put in place of the one with its label.",
    };

    public static readonly ListOption Delete = new("--delete")
    {
        Metavar = "LABEL",
        Help = "Label of a task to take out.",
    };

    public static readonly ListOption Config = new("-c", "--config")
    {
        Metavar = "LABEL:NAME=VALUE",
        SplitsOnCommas = false,
        Help = "Value of a field of a task's configuration; with 'parameters' as label, of a parameter of the pipeline.",
    };

    public static readonly ListOption ConfigFile = new("-C", "--config-file")
    {
        Metavar = "LABEL:FILE",
        Help = "File of configuration for a task.",
    };

    public static readonly ValueOption Instrument = new("--instrument")
    {
        Metavar = "NAME",
        Help = "Instrument in place of the pipeline's own.",
    };

    public static readonly ValueOption SelectTasks = new("--select-tasks")
    {
        Metavar = "EXPRESSION",
        Help = "Tasks to keep: labels, dataset types (their producers) and subsets, <x and >x for what comes before and after, with ~ & | and parentheses.",
    };

    public static readonly ValueOption SavePipeline = new("-s", "--save-pipeline")
    {
        Metavar = "FILE",
        Help = "File to write the changed pipeline to.",
    };

    public static readonly ValueOption Dot = new("--pipeline-dot")
    {
        Metavar = "FILE",
        Help = "File to draw the pipeline to, for Graphviz.",
    };

    public static readonly ValueOption Mermaid = new("--pipeline-mermaid")
    {
        Metavar = "FILE",
        Help = "File to draw the pipeline to, as a Mermaid chart.",
    };

    public static readonly ListOption Show = new("--show")
    {
        Metavar = "ITEM[=PATTERN] ...",
        Help = "What to print, and then stop: pipeline, config[=[TASK::]PATTERN], dump-config[=TASK], history=[TASK::]FIELD, tasks, subsets, inputs, "
            + "pipeline-graph, task-graph; of a quantum graph (qgraph, run): graph, workflow, uri.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandOption> All => [Pipeline, Task, Delete, Config, ConfigFile, Instrument, SelectTasks, SavePipeline, Dot, Mermaid, Show];

    /// <summary>The pipeline that a command line asks for.</summary>
    public static PipelineRequest Request(CommandValues values) => Changes(values) with
    {
        SelectTasks = values[SelectTasks],
        SavePath = values[SavePipeline],
        DotPath = values[Dot],
        MermaidPath = values[Mermaid],
    };

    /// <summary>The pipeline with its changes alone.</summary>
    public static PipelineRequest Changes(CommandValues values) => new()
    {
        Location = values[Pipeline],
        Edits = [.. values.InOrder.SelectMany(given => Edits(given.Option, given.Value))],
    };

    // Changes are made in the order in which they were typed.
    private static IEnumerable<PipelineEdit> Edits(CommandOption option, string value)
    {
        if (option == Config)
            return [ConfigEdit.Parse(value)];
        if (option == Instrument)
            return [new InstrumentEdit(value)];
        if (option == Task)
            return CommaLists.Split(value).Select(ReadTask);
        if (option == Delete)
            return CommaLists.Split(value).Select(label => new DeleteTaskEdit(label));
        return option == ConfigFile ? CommaLists.Split(value).Select(ConfigFileEdit.Parse) : [];
    }

    private static AddTaskEdit ReadTask(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 ? new AddTaskEdit(text[..colon], text[(colon + 1)..]) : new AddTaskEdit(text);
    }
}

using SkyButler.Pipelines.Configs.Checks;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>All texts of a program's configuration that have placeholders, read once.</summary>
internal sealed class ProgramTemplates
{
    private readonly ConfigProblems problems;
    private readonly List<(TextTemplate Template, string Place, string? Each)> all = [];

    /// <summary>Reads them; what is wrong is left out and noted.</summary>
    public ProgramTemplates(ProgramConfig config, ConfigProblems problems)
    {
        this.problems = problems;
        Command = config.Shell ? ShellTemplate.Read(config.Command, config.Arguments, problems) : CommandTemplate.Read("command", config.Command, config.Arguments, problems);
        Before = config.Before is null ? null : CommandTemplate.Read("before", config.Before, null, problems);
        foreach (var command in new[] { Command, Before }.OfType<CommandTemplate>())
            all.AddRange(command.Parts.SelectMany(p => p.Words.Select(w => (w, p.Place, p.Each))));
        Variables = Read(config.Env, (v, name) => Read(v, $"env['{name}']", null));
        Renames = Read(config.Inputs, (i, name) => Read(i.Rename, $"inputs['{name}'].rename", name));
        Files = Read(config.Outputs, (o, name) => Read(o.File, $"outputs['{name}'].file", null));
        Lines = Read(config.Lists, (l, name) => Read(l.Line, $"lists['{name}'].line", l.Input));
        Stdin = Read(config.Stdin, "stdin", null);
        Stdout = Read(config.Stdout, "stdout", null);
    }

    public CommandTemplate Command { get; }

    /// <summary>What runs before it; null for nothing.</summary>
    public CommandTemplate? Before { get; }

    public IReadOnlyDictionary<string, TextTemplate> Variables { get; }

    public IReadOnlyDictionary<string, TextTemplate> Renames { get; }

    public IReadOnlyDictionary<string, TextTemplate> Files { get; }

    public IReadOnlyDictionary<string, TextTemplate> Lines { get; }

    public TextTemplate? Stdin { get; }

    public TextTemplate? Stdout { get; }

    /// <summary>Every text with its place, and the input whose datasets it is filled for one by one; null for the quantum.</summary>
    public IReadOnlyList<(TextTemplate Template, string Place, string? Each)> All => all;

    private static Dictionary<string, TextTemplate> Read<T>(IReadOnlyDictionary<string, T> fields, Func<T, string, TextTemplate?> read)
    {
        var templates = new Dictionary<string, TextTemplate>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            if (read(value, name) is { } template)
                templates.Add(name, template);
        return templates;
    }

    private TextTemplate? Read(string? text, string place, string? each)
    {
        if (text is null)
            return null;
        try
        {
            var template = TextTemplate.Parse(text);
            all.Add((template, place, each));
            return template;
        }
        catch (TemplateSyntaxException e)
        {
            problems.Add(place, e.Message);
            return null;
        }
    }
}

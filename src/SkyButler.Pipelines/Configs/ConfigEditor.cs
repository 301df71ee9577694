using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Text;

namespace SkyButler.Pipelines.Configs;

/// <summary>Applies overrides to one task's configuration, remembers where each came from, and checks the outcome.</summary>
internal sealed class ConfigEditor(string label, Config root)
{
    private readonly List<ConfigAssignment> history = [];

    public Config Root => root;

    /// <summary>All assignments so far, in order.</summary>
    public IReadOnlyList<ConfigAssignment> History => history;

    /// <summary>Sets a field; text is taken as a literal where it is one and the field is not text itself.</summary>
    /// <exception cref="TaskConfigException">There is no such field, or it does not take the value.</exception>
    public void Set(string path, object? value, SourceLocation location)
    {
        var text = value as string;
        var literal = text is null ? value : PythonLiteral.Interpret(text);
        Assign(path, literal, text, location);
    }

    /// <summary>Sets a field to a literal that was read already.</summary>
    public void SetLiteral(string path, object? literal, SourceLocation location) => Assign(path, literal, literal as string, location);

    /// <summary>Applies the statements of an override file or block.</summary>
    public void Apply(OverrideScript script)
    {
        foreach (var statement in script.Assignments)
            SetLiteral(statement.Path, statement.Value, statement.Location);
    }

    /// <summary>Checks every field and the configuration as a whole.</summary>
    /// <exception cref="TaskConfigException">Something is wrong; the message names everything.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        foreach (var (path, owner, field) in ConfigTree.Leaves(root))
            if (field.Problem(owner) is { } problem)
                problems.Add($"'{path}': {problem}{Origin(path)}");
        foreach (var (path, config) in ConfigTree.Configs(root))
        {
            var own = new List<string>();
            config.Validate(own);
            problems.AddRange(own.Select(p => path.Length == 0 ? p : $"'{path}': {p}"));
        }

        if (problems.Count > 0)
            throw new TaskConfigException($"The configuration of task '{label}' is not valid: {string.Join("; ", problems)}.");
    }

    private void Assign(string path, object? literal, string? text, SourceLocation location)
    {
        var segments = ConfigPath.Parse(path) ?? throw Unknown(path, location, root, path);
        var last = segments[^1];
        var owner = root;
        for (var i = 0; i < segments.Count - (last.IsKey ? 2 : 1); i++)
            owner = Step(owner, segments, ref i, path, location);
        if (last.IsKey)
        {
            AddElement(owner, segments[^2].Name, last.Name, literal, path, location);
            return;
        }

        var field = Find(owner, last.Name, path, location);
        try
        {
            field.Set(owner, literal, text);
        }
        catch (ArgumentException e)
        {
            throw new TaskConfigException($"{label}: the configuration field '{path}' can't be {text ?? PythonText.Repr(literal)} ({location}): {OneLine(e.Message)}.", e);
        }

        history.Add(new ConfigAssignment(path, text ?? PythonText.Repr(literal), location));
    }

    // Stored configurations name each element of a dictionary of configurations before its fields.
    private void AddElement(Config owner, string name, string key, object? literal, string path, SourceLocation location)
    {
        var field = Find(owner, name, path, location);
        if (literal is not NewConfig || !ConfigTree.IsMapOfConfigs(field) || field.Get(owner) is not System.Collections.IDictionary map)
            throw new TaskConfigException($"{label}: a single element such as '{path}' can't be set ({location}); give the whole value of '{name}'.");
        map[key] = Activator.CreateInstance(FieldValues.DictionaryElement(field.ValueType)!);
    }

    // One nested configuration further; a dictionary of configurations takes its key with it.
    private Config Step(Config owner, IReadOnlyList<ConfigPath.Segment> segments, ref int i, string path, SourceLocation location)
    {
        var value = Find(owner, segments[i].Name, path, location).Get(owner);
        if (value is Config nested)
            return nested;
        if (value is System.Collections.IDictionary map && i + 2 < segments.Count && map[segments[i + 1].Name] is Config element)
        {
            i++;
            return element;
        }

        throw Unknown(path, location, owner, segments[i + 1].Name);
    }

    private ConfigField Find(Config owner, string name, string path, SourceLocation location) =>
        owner.Fields.FirstOrDefault(f => f.Name == name) ?? throw Unknown(path, location, owner, name);

    private TaskConfigException Unknown(string path, SourceLocation location, Config owner, string name) => new(
        $"{label}: there is no configuration field '{path}' ({location}).{Suggestions.For(name, owner.Fields.Select(f => f.Name))}");

    private string Origin(string path) => history.LastOrDefault(h => h.Field == path) is { } last ? $" ({last.Location})" : "";

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}

using System.Collections;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Fields.Selected;
using SkyButler.Pipelines.Configs.Selections;
using SkyButler.Pipelines.Configs.Text;

namespace SkyButler.Pipelines.Configs;

/// <summary>Applies overrides to one task's configuration, remembers where each came from, and checks the outcome, after which nothing changes any more.</summary>
internal sealed class ConfigEditor(string label, Config root)
{
    private readonly List<ConfigAssignment> history = [];
    private bool isFrozen;
    private readonly ConfigPlaces places = new();

    public Config Root => root;

    /// <summary>All assignments so far, in order.</summary>
    public IReadOnlyList<ConfigAssignment> History => history;

    /// <summary>Sets a field; text is taken as a literal where it is one and the field is not text itself.</summary>
    /// <exception cref="TaskConfigException">There is no such field, or it does not take the value.</exception>
    public void Set(string path, object? value, SourceLocation location) => Set(path, value, location, null);

    /// <summary>The same for a value that a file holds as <paramref name="node"/>.</summary>
    public void Set(string path, object? value, SourceLocation location, ConfigNode? node)
    {
        places.Set(path, location, node);
        var text = value as string;
        Assign(path, text is null ? value : PythonLiteral.Interpret(text), text, location);
    }

    /// <summary>Sets a field to a literal that was read already.</summary>
    public void SetLiteral(string path, object? literal, SourceLocation location)
    {
        places.Set(path, location, null);
        Assign(path, literal, literal as string, location);
    }

    /// <summary>Applies the statements of an override file or block.</summary>
    public void Apply(OverrideScript script)
    {
        foreach (var statement in script.Assignments)
            Apply(statement);
    }

    /// <summary>Applies one statement.</summary>
    /// <exception cref="TaskConfigException">There is no such field, or it does not take what is done to it.</exception>
    public void Apply(OverrideScript.Assignment statement)
    {
        switch (statement.Edit)
        {
            case OverrideEdit.Set:
                SetLiteral(statement.Path, statement.Value, statement.Location);
                break;
            case OverrideEdit.Load:
                throw new TaskConfigException($"{statement.Location}: another file can't be loaded here.");
            case OverrideEdit.Retarget:
                SetLiteral($"{statement.Path}.target", ((IReadOnlyList<object?>)statement.Value!)[0], statement.Location);
                break;
            default:
                Edit(statement.Path, statement.Edit, statement.Value as IReadOnlyList<object?> ?? [], statement.Location);
                break;
        }
    }

    /// <summary>Checks every field and the configuration as a whole, which can't be changed afterwards.</summary>
    /// <exception cref="TaskConfigException">Something is wrong; the message names everything.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        foreach (var (path, owner, field) in ConfigTree.ChosenLeaves(root))
            if (field.Problem(owner) is { } problem)
                problems.Add($"'{path}': {problem}{Origin(path)}");
        foreach (var (path, config) in ConfigTree.Chosen(root))
        {
            var own = new List<string>();
            config.Validate(own);
            problems.AddRange(own.Select(p => path.Length == 0 ? p : $"'{path}': {p}"));
            var fields = new ConfigProblems();
            config.Check(fields);
            problems.AddRange(fields.Found.Select(f => ConfigTree.Join(path, f.Field) is var field ? $"'{field}': {f.Problem}{Origin(field)}" : ""));
        }

        if (problems.Count > 0)
            throw new TaskConfigException($"The configuration of task '{label}' is not valid: {string.Join("; ", problems)}.");
        isFrozen = true;
    }

    private void Assign(string path, object? literal, string? text, SourceLocation location)
    {
        var written = text ?? PythonText.Repr(literal);
        var place = Locate(path, location);
        Change(path, written, location, () =>
        {
            if (!place.Last.IsKey)
                place.Field!.Set(place.Owner, literal, text);
            else if (place.Owner is SelectionConfig selection)
                selection.Kind(place.Last.Name);
            else if (ConfigTree.IsMapOfConfigs(place.Field!) && place.Field!.Get(place.Owner) is IDictionary map)
                map[place.Last.Name] = literal is NewConfig
                    ? Activator.CreateInstance(FieldValues.DictionaryElement(place.Field.ValueType)!)
                    : throw new ArgumentException("its elements are configurations; set single settings of them instead");
            else
                place.Field!.Set(place.Owner, ConfigEdits.SetElement(place.Field.Get(place.Owner), place.Last.Name, literal), null);
        });
    }

    private void Edit(string path, OverrideEdit edit, IReadOnlyList<object?> arguments, SourceLocation location)
    {
        var place = Locate(path, location);
        Change(path, edit == OverrideEdit.Delete ? "del" : $"{edit.ToString().ToLowerInvariant()}({string.Join(", ", arguments.Select(PythonText.Repr))})", location, () =>
        {
            if (place.Field is null)
                throw new ArgumentException("it is a choice, and no list or dictionary");
            if (edit != OverrideEdit.Delete && place.Last.IsKey)
                place.Field.Set(place.Owner, ConfigEdits.ApplyToElement(place.Field.Get(place.Owner), place.Last.Name, edit, arguments), null);
            else if (edit != OverrideEdit.Delete)
                place.Field.Set(place.Owner, ConfigEdits.Apply(place.Field.Get(place.Owner), edit, arguments), null);
            else if (place.Last.IsKey)
                place.Field.Set(place.Owner, ConfigEdits.RemoveElement(place.Field.Get(place.Owner), place.Last.Name), null);
            else if (place.Field is ActionField action)
                action.Set(place.Owner, null, null);
            else
                throw new ArgumentException("only elements and members can be taken away");
        });
    }

    private void Change(string path, string written, SourceLocation location, Action change)
    {
        if (isFrozen)
            throw new TaskConfigException($"{label}: the configuration field '{path}' can't be set to {written} ({location}): the configuration was checked already, and is frozen.");
        try
        {
            change();
        }
        catch (FieldValueException e)
        {
            throw new TaskConfigException($"{label}: the configuration field '{path}{e.Element}' is not in order ({places.Find(path + e.Element) ?? location}): {OneLine(e.Reason)}.", e);
        }
        catch (ArgumentException e)
        {
            throw new TaskConfigException($"{label}: the configuration field '{path}' can't be {written} ({location}): {OneLine(e.Message)}.", e);
        }

        history.Add(new ConfigAssignment(path, written, location));
    }

    // Where a path leads: the owner and the field, or for a key at its end the owner and field of what has the key, or the choice of which it is a kind.
    private (Config Owner, ConfigField? Field, ConfigPath.Segment Last) Locate(string path, SourceLocation location)
    {
        var segments = ConfigPath.Parse(path) ?? throw Unknown(path, location, root, path);
        var owner = root;
        ConfigField? field = null;
        object? value = root;
        for (var i = 0; i < segments.Count; i++)
        {
            var (name, isKey) = segments[i];
            var isLast = i == segments.Count - 1;
            if (isKey && value is SelectionConfig selection)
            {
                value = Kind(selection, name, path, location);
                if (isLast)
                    return (selection, null, segments[i]);
            }
            else if (isKey)
            {
                if (isLast)
                    return (owner, field, segments[i]);
                value = value is IDictionary map && map.Contains(name) ? map[name] : throw Unknown(path, location, owner, name);
            }
            else
            {
                owner = value as Config ?? throw Unknown(path, location, owner, name);
                if (owner is TargetConfig target && name != "target")
                    owner = target.Settings;
                field = owner is ActionsConfig && isLast ? new ActionField(name, "") : owner.Fields.FirstOrDefault(f => f.Name == name) ?? throw Unknown(path, location, owner, name);
                value = field.Get(owner);
            }
        }

        return (owner, field, segments[^1]);
    }

    private Config Kind(SelectionConfig selection, string name, string path, SourceLocation location)
    {
        try
        {
            return selection.Kind(name);
        }
        catch (ArgumentException e)
        {
            throw new TaskConfigException($"{label}: there is no configuration field '{path}' ({location}): {OneLine(e.Message)}.", e);
        }
    }

    private TaskConfigException Unknown(string path, SourceLocation location, Config owner, string name) => new(
        $"{label}: there is no configuration field '{path}' ({location}).{Suggestions.For(name, owner.Fields.Select(f => f.Name))}");

    private string Origin(string path) => places.Find(path) is { } place ? $" ({place})" : "";

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}

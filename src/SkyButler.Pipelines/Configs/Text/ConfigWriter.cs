using System.Collections;
using System.Text;
using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Fields.Selected;
using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Text;

/// <summary>Writes a configuration as the original stores it: statements that set every field, led by what each means.</summary>
internal static class ConfigWriter
{
    private const string Root = "config";

    /// <summary>The whole text, with the imports and the assertion by which a reader knows the class.</summary>
    public static string Write(Config config, string className)
    {
        var module = ModuleOf(className);
        var text = new StringBuilder();
        text.Append("import ").Append(module).Append('\n');
        text.Append("assert type(config) is ").Append(className)
            .Append(", f\"config is of type {type(config).__module__}.{type(config).__name__} instead of ").Append(className).Append("\"\n\n");
        var modules = new SortedSet<string>(StringComparer.Ordinal);
        if (config is TaskConfig)
            modules.Add("lsst.pipe.base.config");
        foreach (var (_, nested) in ConfigTree.Configs(config))
            if (nested is not (ConnectionNames or SelectionConfig or TargetConfig or ActionsConfig) && nested != config)
                modules.Add(ModuleOf(ConfigNames.Of(nested.GetType())));
        modules.Remove(module);
        foreach (var other in modules)
            text.Append("import ").Append(other).Append('\n');
        foreach (var (_, statement) in Statements(config))
            text.Append(statement);
        return text.ToString();
    }

    /// <summary>The statements that set the fields, each led by what it means, with the dotted name of the field.</summary>
    public static IEnumerable<(string Field, string Statement)> Statements(Config config) =>
        Fields(config, Root).Select(s => (s.Name[(Root.Length + 1)..], s.Statement));

    private static IEnumerable<(string Name, string Statement)> Fields(Config config, string path)
    {
        foreach (var field in config.Fields)
        {
            var name = ConfigTree.Join(path, field.Name);
            var value = field.Get(config);
            if (field is TargetNameField)
            {
                if (config is TargetConfig target && target.TargetName != target.Default)
                    yield return (name, $"{path}.retarget(target={target.TargetName}, ConfigClass={ConfigNames.Of(target.Settings.GetType())})\n\n");
                continue;
            }

            if (value is Config nested)
            {
                if (nested is ActionsConfig)
                    yield return (name, $"{name}=None\n");
                if (field is ActionField)
                    yield return (name, $"{name}={((ActionsConfig)config).Members[field.Name].Kind}()\n");
                foreach (var inner in Fields(nested, name))
                    yield return inner;
                continue;
            }

            var text = new StringBuilder();
            foreach (var line in field.Documentation.Split('\n'))
                text.Append("# ").Append(line).Append('\n');
            if (value is IDictionary map && ConfigTree.IsMapOfConfigs(field))
                AppendMap(text, map, name);
            else
                text.Append(name).Append('=').Append(PythonText.Repr(value)).Append("\n\n");
            yield return (name, text.ToString());
        }
    }

    private static void AppendMap(StringBuilder text, IDictionary map, string name)
    {
        text.Append(name).Append("={}\n");
        foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            var element = (Config)map[key]!;
            var own = $"{name}[{PythonText.Repr(key)}]";
            text.Append(own).Append('=').Append(ConfigNames.Of(element.GetType())).Append("()\n");
            foreach (var (_, statement) in Fields(element, own))
                text.Append(statement);
        }
    }

    private static string ModuleOf(string className) =>
        className.LastIndexOf('.') is var dot and > 0 ? className[..dot] : className;
}

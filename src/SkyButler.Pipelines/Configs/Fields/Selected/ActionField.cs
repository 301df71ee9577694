using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields.Selected;

/// <summary>One member of a field that holds configurations by name.</summary>
internal sealed class ActionField(string name, string documentation) : ConfigField(name, documentation)
{
    public override Type ValueType => typeof(Config);

    public override bool IsOptional => true;

    public override object? Get(Config owner) => ((ActionsConfig)owner).Members.TryGetValue(Name, out var member) ? member.Config : null;

    public override void Set(Config owner, object? literal, string? text)
    {
        var actions = (ActionsConfig)owner;
        if (literal is null)
            actions.Members.Remove(Name);
        else
            actions.Set(Name, literal is NewConfig made ? made.ClassName : literal as string ?? throw new ArgumentException("it takes a kind of configuration, as module.Kind()"));
    }

    public override string? Problem(Config owner) => null;
}

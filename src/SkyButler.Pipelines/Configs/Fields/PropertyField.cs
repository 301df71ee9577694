using System.Reflection;
using SkyButler.Pipelines.Configs.Fields.Selected;
using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>A field that is a property of a configuration class.</summary>
internal sealed class PropertyField : ConfigField
{
    private readonly PropertyInfo property;
    private readonly FieldChecks checks;

    public PropertyField(PropertyInfo property, ConfigFieldAttribute attribute, bool isOptional)
        : base(attribute.Name ?? FieldNames.FromMember(property.Name), attribute.Documentation)
    {
        this.property = property;
        ValueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsOptional = isOptional;
        ChangesOutputs = attribute.ChangesOutputs;
        checks = FieldChecks.Of(property);
    }

    public override Type ValueType { get; }

    public override bool IsOptional { get; }

    public override bool ChangesOutputs { get; }

    public override object? Get(Config owner) => property.GetValue(owner);

    /// <summary>Whether values of a type are told what they hold, instead of being replaced.</summary>
    public static bool HoldsItself(Type type) => typeof(SelectionConfig).IsAssignableFrom(type) || typeof(TargetConfig).IsAssignableFrom(type) || typeof(ActionsConfig).IsAssignableFrom(type);

    public override void Set(Config owner, object? literal, string? text)
    {
        switch (Get(owner))
        {
            case SelectionConfig selection:
                new SelectedNameField(selection.IsMultiple).Set(selection, literal, text);
                return;
            case TargetConfig:
                throw new ArgumentException("set its 'target', or single settings of it, instead");
            case ActionsConfig actions:
                if (literal is not null)
                    throw new ArgumentException("set single members of it instead; None takes all of them away");
                actions.Members.Clear();
                return;
        }

        var value = FieldValues.Convert(literal, text, ValueType, IsOptional);
        if (value is not null && checks.Problem(value) is { } problem)
            throw new ArgumentException(problem);
        property.SetValue(owner, value);
    }

    public override string? Problem(Config owner) => Get(owner) switch
    {
        null => IsOptional ? null : "it needs a value",
        var value => checks.Problem(value),
    };
}

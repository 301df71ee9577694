namespace SkyButler.Pipelines.Configs;

/// <summary>One of the values that a field takes; several of them make the list.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ConfigChoiceAttribute(object value, string documentation) : Attribute
{
    /// <summary>The value.</summary>
    public object Value { get; } = value;

    /// <summary>What it means.</summary>
    public string Documentation { get; } = documentation;
}

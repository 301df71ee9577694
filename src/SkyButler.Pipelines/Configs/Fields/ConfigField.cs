namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>One field of a configuration: how it is called, what it takes, and how its value is read and set.</summary>
internal abstract class ConfigField(string name, string documentation)
{
    public string Name { get; } = name;

    public string Documentation { get; } = documentation;

    /// <summary>The type of the value, without what makes it nullable.</summary>
    public abstract Type ValueType { get; }

    public abstract bool IsOptional { get; }

    /// <summary>Whether another value may change what a task writes.</summary>
    public virtual bool ChangesOutputs => true;

    /// <summary>True where the value is a configuration itself.</summary>
    public bool IsNested => typeof(Config).IsAssignableFrom(ValueType);

    public abstract object? Get(Config owner);

    /// <summary>Sets the value from a literal; says what is wrong with it by an <see cref="ArgumentException"/>.</summary>
    public abstract void Set(Config owner, object? literal, string? text);

    /// <summary>What is wrong with the value that the field has now; null where nothing is.</summary>
    public abstract string? Problem(Config owner);
}

using SkyButler.Pipelines.Configs.Fields;

namespace SkyButler.Pipelines.Configs;

/// <summary>
/// The nested configuration <c>connections</c>: one text for each connection (the dataset type's name, in which <c>{template}</c> may stand)
/// and one for each template.
/// </summary>
internal sealed class ConnectionNames : Config
{
    private readonly List<ConfigField> fields = [];
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    internal override IReadOnlyList<ConfigField> Fields => fields;

    public string this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    public void Define(string name, string documentation, string value)
    {
        values[name] = value;
        fields.Add(new ConnectionNameField(name, documentation));
    }

    public bool Has(string name) => values.ContainsKey(name);
}

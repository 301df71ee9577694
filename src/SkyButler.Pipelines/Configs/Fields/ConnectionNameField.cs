using System.Globalization;

namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>The name of one connection's dataset type, or the value of one template.</summary>
internal sealed class ConnectionNameField(string name, string documentation) : ConfigField(name, documentation)
{
    public override Type ValueType => typeof(string);

    public override bool IsOptional => false;

    public override object Get(Config owner) => ((ConnectionNames)owner)[Name];

    public override void Set(Config owner, object? literal, string? text) => ((ConnectionNames)owner)[Name] = literal switch
    {
        string s => s,
        long or double => text ?? Convert.ToString(literal, CultureInfo.InvariantCulture)!,
        _ when text is not null => text,
        _ => throw new ArgumentException("it takes text"),
    };

    public override string? Problem(Config owner) => ((ConnectionNames)owner)[Name].Length == 0 ? "it is empty" : null;
}

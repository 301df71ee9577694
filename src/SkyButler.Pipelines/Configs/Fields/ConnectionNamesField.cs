namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>The field <c>connections</c> that every task's configuration has.</summary>
internal sealed class ConnectionNamesField() : ConfigField("connections", "names of the dataset types that the task reads and writes")
{
    public override Type ValueType => typeof(ConnectionNames);

    public override bool IsOptional => false;

    public override object Get(Config owner) => ((TaskConfig)owner).Connections;

    public override void Set(Config owner, object? literal, string? text) =>
        throw new ArgumentException("set single names instead, such as connections.input");

    public override string? Problem(Config owner) => null;
}

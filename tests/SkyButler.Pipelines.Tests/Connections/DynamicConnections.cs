using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Connections;

public sealed class DynamicConfig : TaskConfig
{
    [ConfigField("what is changed")]
    public string Change { get; init; } = "";
}

/// <summary>Connections that the configuration changes in one of several ways.</summary>
public sealed class DynamicConnections : TaskConnections
{
    public DynamicConnections()
        : base("instrument", "visit") => Template("kind", "deep");

    public Input First { get; } = new() { Name = "{kind}Image", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "visit"] };

    public Output Last { get; } = new() { Name = "{kind}Result", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "visit"] };

    public void ChangeLater() => Remove("first");

    protected internal override void Configure(TaskConfig config)
    {
        switch (((DynamicConfig)config).Change)
        {
            case "name":
                Set("first", Now<Input>() with { Name = Now<Input>().Name + "Small" });
                break;
            case "dimensions":
                Dimensions = ["instrument", "exposure"];
                Set("first", Now<Input>() with { Dimensions = ["instrument", "exposure"] });
                break;
            case "kind of input":
                Set("first", new PrerequisiteInput { Name = Now<Input>().Name, StorageClass = "StructuredDataDict", Dimensions = ["instrument", "visit"] });
                break;
            case "init":
                Set("first", new InitInput { Name = Now<Input>().Name, StorageClass = "StructuredDataDict" });
                break;
            case "storage class":
                Set("first", Now<Input>() with { StorageClass = "Exposure", Multiple = true, DeferLoad = true });
                break;
            case "removed":
                Remove("first");
                break;
            case "added":
                Set("extra", new Input { Name = "extra", StorageClass = "StructuredDataDict", Dimensions = ["instrument"] });
                break;
            case "twice":
                Remove("first");
                Set("first", new Input { Name = "again", StorageClass = "StructuredDataDict", Dimensions = ["instrument"] });
                break;
            case "unknown":
                Remove("firs");
                break;
            case "too few":
                Set("first", Now<Input>() with { Minimum = 2 });
                break;
        }
    }

    private T Now<T>()
        where T : Connection => (T)All.Single(c => c.Key == "first").Value;
}

[PipelineTask("dynamic.Task")]
public sealed class DynamicTask : PipelineTask<DynamicConfig, DynamicConnections>;

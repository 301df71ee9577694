using SkyButler.Pipelines.Configs;

namespace SkyButler.EndToEnd.Tasks;

/// <summary>Settings of <see cref="WaitTask"/>.</summary>
public sealed class WaitConfig : TaskConfig
{
    [ConfigField("whether the task does not hear that it is to stop")]
    public bool IsDeaf { get; init; }
}

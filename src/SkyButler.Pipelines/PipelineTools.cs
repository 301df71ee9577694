using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines;

/// <summary>What making a pipeline needs besides a repository.</summary>
internal sealed record PipelineTools(TaskCatalog Catalog, ConfigSources Sources, ILogger Log, TimeProvider Clock)
{
    /// <summary>Is told how far long work has come; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}

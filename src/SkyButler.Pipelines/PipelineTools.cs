using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines;

/// <summary>What making a pipeline needs besides a repository.</summary>
internal sealed record PipelineTools(TaskCatalog Catalog, ConfigSources Sources, ILogger Log, TimeProvider Clock);

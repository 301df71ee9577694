using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration;
using SkyButler.Dimensions;
using SkyButler.Resources.Stores;

namespace SkyButler;

/// <summary>How a repository is made; the options of <c>butler create</c>.</summary>
public sealed record ButlerCreation
{
    /// <summary>A configuration to start from; null for the defaults.</summary>
    public string? SeedConfig { get; init; }

    /// <summary>A dimension universe in YAML or JSON; null for the default one.</summary>
    public string? DimensionConfig { get; init; }

    /// <summary>Write all defaults into the repository's configuration.</summary>
    public bool Standalone { get; init; }

    /// <summary>Let the seed decide where the database and files lie.</summary>
    public bool Override { get; init; }

    /// <summary>Where the configuration goes instead of the root; null for the root.</summary>
    public string? OutFile { get; init; }

    /// <summary>Through what files are reached, scheme by scheme.</summary>
    public ResourceStores Stores { get; init; } = PackagedDefaults.Stores;

    /// <summary>The same as a tree; it goes before a file.</summary>
    internal Config? Seed { get; init; }

    /// <summary>A dimension universe in place of the default one; it goes before a file.</summary>
    internal DimensionUniverse? Universe { get; init; }

    /// <summary>Is told what of the seed is not heeded.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Resources.Stores;

namespace SkyButler;

/// <summary>How a repository is opened.</summary>
public sealed record ButlerOptions
{
    /// <summary>Collections that look-ups search by default; null: the run, or none.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>The run that puts go to by default; it is registered if need be.</summary>
    public string? Run { get; init; }

    /// <summary>Read only, or also write; null: write where a run is given.</summary>
    public RegistryAccess? Access { get; init; }

    /// <summary>Values of governor dimensions that data IDs need not name.</summary>
    public DataId DefaultDataId { get; init; } = [];

    /// <summary>Folders of configuration that count more than the defaults, strongest first.</summary>
    public IReadOnlyList<string> SearchPaths { get; init; } = [];

    /// <summary>Through what files are reached, scheme by scheme.</summary>
    public ResourceStores Stores { get; init; } = PackagedDefaults.Stores;

    /// <summary>
    /// An SQLite file that stands in for the repository's database, which is not opened then (<see cref="Butler.MakeStandInAsync"/>): files are read and
    /// written in the repository, and rows in this file alone. Files without rows count where they would be written.
    /// </summary>
    public string? StandIn { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told what is to be known and is no error.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}

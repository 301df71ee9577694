using SkyButler.Resources;

namespace SkyButler.Configuration.Repositories;

/// <summary>What the configuration of a new repository is made from.</summary>
public sealed record RepositoryCreation
{
    /// <summary>The directory of the new repository.</summary>
    public required ResourcePath Root { get; init; }

    /// <summary>A configuration to start from.</summary>
    public Config Seed { get; init; } = Config.Empty;

    /// <summary>How much of the defaults is written down.</summary>
    public DefaultsInFile Defaults { get; init; } = DefaultsInFile.WhatIsFixed;

    /// <summary>Whether places of files and database come from the rules or from the seed.</summary>
    public SeedPlaces Places { get; init; } = SeedPlaces.Replaced;

    /// <summary>Where the file is written, when not in the root.</summary>
    public ResourcePath? OutFile { get; init; }
}

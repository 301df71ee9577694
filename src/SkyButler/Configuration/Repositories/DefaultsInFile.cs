namespace SkyButler.Configuration.Repositories;

/// <summary>How much of the defaults a new repository's file holds.</summary>
public enum DefaultsInFile
{
    /// <summary>What can't change once the repository exists; the rest follows the software.</summary>
    WhatIsFixed,

    /// <summary>Everything (<c>--standalone</c>).</summary>
    Everything,
}

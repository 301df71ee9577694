namespace SkyButler.Configuration.Repositories;

/// <summary>What happens to the places of files and database that a seed gives.</summary>
public enum SeedPlaces
{
    /// <summary>The usual ones under the root replace them.</summary>
    Replaced,

    /// <summary>They stand (<c>--override</c>).</summary>
    Kept,
}

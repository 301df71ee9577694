namespace SkyButler.Datastores.Cache;

/// <summary>What makes a file leave the cache.</summary>
internal enum CacheExpiryMode
{
    /// <summary>Nothing does.</summary>
    Never,

    /// <summary>There is no cache.</summary>
    Disabled,

    /// <summary>More files than the threshold.</summary>
    Files,

    /// <summary>More datasets than the threshold; the files of one dataset's components go together.</summary>
    Datasets,

    /// <summary>More bytes than the threshold.</summary>
    Size,

    /// <summary>More seconds since the last use than the threshold.</summary>
    Age,
}

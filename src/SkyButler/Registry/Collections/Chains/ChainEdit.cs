namespace SkyButler.Registry.Collections.Chains;

/// <summary>How the children of a chain are changed.</summary>
public enum ChainEdit
{
    /// <summary>The new children replace the old.</summary>
    Redefine,

    /// <summary>The new children go before the old.</summary>
    Prepend,

    /// <summary>The new children go after the old.</summary>
    Extend,

    /// <summary>The named children leave the chain.</summary>
    Remove,
}

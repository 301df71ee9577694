namespace SkyButler.Transfers;

/// <summary>What happens where a run to be removed is a member of chains.</summary>
public enum RunRemoval
{
    /// <summary>It is an error.</summary>
    Refuse,

    /// <summary>The run leaves the chains first.</summary>
    UnlinkFromChains,
}

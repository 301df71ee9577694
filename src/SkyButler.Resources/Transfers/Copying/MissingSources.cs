namespace SkyButler.Resources.Transfers.Copying;

/// <summary>What becomes of files that are to be copied and are not there.</summary>
public enum MissingSources
{
    /// <summary>That is an error.</summary>
    Refused,

    /// <summary>They are passed over.</summary>
    PassedOver,
}

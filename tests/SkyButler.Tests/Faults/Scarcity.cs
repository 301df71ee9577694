namespace SkyButler.Tests.Faults;

/// <summary>What a disk is short of.</summary>
public enum Scarcity
{
    /// <summary>Bytes.</summary>
    Space,

    /// <summary>Files, which many file systems count too.</summary>
    Files,
}

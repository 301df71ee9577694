namespace SkyButler.Registry.Provenance;

/// <summary>What a dataset is to a quantum; the numbers are stored.</summary>
public enum DatasetRole
{
    /// <summary>An input that was planned and never asked for.</summary>
    UnreadInput = 0,

    /// <summary>An input that was read.</summary>
    Input = 1,

    /// <summary>An output that was planned and not made.</summary>
    MissingOutput = 2,

    /// <summary>An output that was made.</summary>
    Output = 3,
}

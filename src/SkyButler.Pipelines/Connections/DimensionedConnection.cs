namespace SkyButler.Pipelines.Connections;

/// <summary>A connection whose datasets have data IDs.</summary>
public abstract record DimensionedConnection : Connection
{
    /// <summary>Names of the dataset type's dimensions; <c>skypix</c> stands for whichever sky pixel the registered type has.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Whether its datasets are looked up by time.</summary>
    public bool IsCalibration { get; init; }
}

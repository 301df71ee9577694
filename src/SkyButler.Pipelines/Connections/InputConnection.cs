namespace SkyButler.Pipelines.Connections;

/// <summary>What tasks read for each quantum.</summary>
public abstract record InputConnection : DimensionedConnection
{
    /// <summary>Hand the task a handle that reads when asked, instead of the dataset.</summary>
    public bool DeferLoad { get; init; }

    /// <summary>Fewest datasets with which a quantum can run; 0 makes the input optional.</summary>
    public int Minimum { get; init; } = 1;
}

namespace SkyButler.Pipelines.Provenance.Tracing;

/// <summary>Which way provenance is followed.</summary>
public enum TraceDirection
{
    /// <summary>To what a dataset was made from.</summary>
    Backwards,

    /// <summary>To what was made from a dataset.</summary>
    Forwards,
}

namespace SkyButler.Dimensions.Records;

/// <summary>What a column of a dimension record is for.</summary>
public enum DimensionFieldKind
{
    /// <summary>A required dimension's value.</summary>
    Required,

    /// <summary>An implied dimension's value.</summary>
    Implied,

    /// <summary>A further key.</summary>
    AlternateKey,

    /// <summary>A description.</summary>
    Metadata,

    /// <summary>The region on the sky.</summary>
    Region,

    /// <summary>The range of time.</summary>
    Timespan,
}

namespace SkyButler.Instruments.Observations;

/// <summary>What kind of value a property of an observation has, and its .NET type.</summary>
public enum ObservationValueKind
{
    /// <summary>Text: <see cref="string"/>.</summary>
    Text,

    /// <summary>A whole number: <see cref="long"/>.</summary>
    Integer,

    /// <summary>A number in the property's unit: <see cref="double"/>.</summary>
    Real,

    /// <summary>True or false: <see cref="bool"/>.</summary>
    Truth,

    /// <summary>An instant: <see cref="Times.ObservationTime"/>.</summary>
    Time,

    /// <summary>A place on Earth: <see cref="Positions.GeocentricLocation"/>.</summary>
    Location,

    /// <summary>An ICRS position: <see cref="Imaging.Sky.SkyPosition"/>.</summary>
    SkyPosition,

    /// <summary>A direction above the horizon: <see cref="Positions.HorizonPosition"/>.</summary>
    HorizonPosition,
}

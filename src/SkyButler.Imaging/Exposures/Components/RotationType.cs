namespace SkyButler.Imaging.Exposures.Components;

/// <summary>What an exposure's rotation angle is measured against.</summary>
public enum RotationType
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>The position angle of the camera on the sky.</summary>
    Sky,

    /// <summary>The angle to the horizon.</summary>
    Horizon,

    /// <summary>The angle of the rotator to its zero.</summary>
    Mount,
}

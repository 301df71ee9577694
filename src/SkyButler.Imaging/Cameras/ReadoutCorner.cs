namespace SkyButler.Imaging.Cameras;

/// <summary>The corner of an amplifier, in the assembled image, whose pixel is read first; numbered as camera files number it.</summary>
public enum ReadoutCorner
{
    /// <summary>Lower left.</summary>
    LowerLeft = 0,

    /// <summary>Lower right.</summary>
    LowerRight = 1,

    /// <summary>Upper right.</summary>
    UpperRight = 2,

    /// <summary>Upper left.</summary>
    UpperLeft = 3,
}

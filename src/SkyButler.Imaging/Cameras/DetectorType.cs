namespace SkyButler.Imaging.Cameras;

/// <summary>What a detector is used for, numbered as camera files number it.</summary>
public enum DetectorType
{
    /// <summary>Takes science images.</summary>
    Science = 0,

    /// <summary>Senses focus.</summary>
    Focus = 1,

    /// <summary>Guides the telescope.</summary>
    Guider = 2,

    /// <summary>Senses the wavefront.</summary>
    Wavefront = 3,
}

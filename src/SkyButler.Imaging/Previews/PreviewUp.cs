namespace SkyButler.Imaging.Previews;

/// <summary>What is at the top of a picture.</summary>
public enum PreviewUp
{
    /// <summary>The last row of pixels.</summary>
    Rows,

    /// <summary>North, with east on the left: the image is turned, and mirrored where need be, as it lies on the sky at its centre.</summary>
    North,
}

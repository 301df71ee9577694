namespace SkyButler.Instruments.Translators;

/// <summary>Whether a header is wanted as a file has it.</summary>
public enum HeaderState
{
    /// <summary>As the file has it.</summary>
    Original,

    /// <summary>With what is known to be wrong mended.</summary>
    Fixed,
}

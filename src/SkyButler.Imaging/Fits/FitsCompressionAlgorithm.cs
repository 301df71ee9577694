namespace SkyButler.Imaging.Fits;

/// <summary>How the tiles of a compressed image are coded (FITS standard 4.0, section 10.4).</summary>
public enum FitsCompressionAlgorithm
{
    /// <summary>Each tile is a gzip stream.</summary>
    Gzip1,

    /// <summary>The bytes of a tile are sorted by significance before they become a gzip stream.</summary>
    Gzip2,

    /// <summary>Differences of neighbours in Rice's code.</summary>
    Rice1,

    /// <summary>Run lengths; for masks with values up to 2^24.</summary>
    Plio1,

    /// <summary>Wavelets in two dimensions.</summary>
    Hcompress1,
}

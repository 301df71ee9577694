namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>In which form the bytes of a tile are.</summary>
internal enum TileStorage
{
    /// <summary>In the code of the image.</summary>
    Coded,

    /// <summary>A gzip stream of unscaled numbers, for tiles that the image's code doesn't suit.</summary>
    Gzip,

    /// <summary>Numbers as they are.</summary>
    Plain,
}

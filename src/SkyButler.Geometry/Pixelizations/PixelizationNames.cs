namespace SkyButler.Geometry.Pixelizations;

/// <summary>The names by which configurations call the pixelizations.</summary>
internal static class PixelizationNames
{
    public const string Htm = "lsst.sphgeom.HtmPixelization";
    public const string Healpix = "lsst.sphgeom.HealpixPixelization";
    public const string Q3c = "lsst.sphgeom.Q3cPixelization";
    public const string Mq3c = "lsst.sphgeom.Mq3cPixelization";

    public static Pixelization Create(string name, int level) => name switch
    {
        Htm => new HtmPixelization(level),
        Healpix => new HealpixPixelization(level),
        Q3c => new Q3cPixelization(level),
        Mq3c => new Mq3cPixelization(level),
        _ => throw new GeometryException($"There is no pixelization '{name}': known are {Htm}, {Healpix}, {Q3c}, {Mq3c}"),
    };
}

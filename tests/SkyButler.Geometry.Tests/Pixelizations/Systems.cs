namespace SkyButler.Geometry.Tests.Pixelizations;

/// <summary>Pixelizations by their short names.</summary>
internal static class Systems
{
    public static Pixelization Create(string name, int level) =>
        Pixelization.Create($"lsst.sphgeom.{char.ToUpperInvariant(name[0])}{name[1..]}Pixelization", level);
}

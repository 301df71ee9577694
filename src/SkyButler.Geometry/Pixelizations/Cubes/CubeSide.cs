namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>The sides of the cube around the sphere, named by the axis that goes through them.</summary>
internal enum CubeSide
{
    PlusX,
    PlusY,
    PlusZ,
    MinusX,
    MinusY,
    MinusZ,
}

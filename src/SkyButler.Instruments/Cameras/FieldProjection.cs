namespace SkyButler.Instruments.Cameras;

/// <summary>How places on a camera's focal plane become angles of its field, seen from the boresight.</summary>
public sealed record FieldProjection
{
    private const double ArcsecondsPerRadian = 648_000 / Math.PI;

    /// <summary>Arcseconds per millimetre at the boresight.</summary>
    public required double PlateScale { get; init; }

    /// <summary>
    /// Coefficients of a polynomial of the distance from the boresight in millimetres, from the constant upwards: times the plate scale, it is
    /// the distance in the field. Without distortion 0 and 1.
    /// </summary>
    public IReadOnlyList<double> Distortion { get; init; } = [0, 1];

    /// <summary>Whether the field's x grows to the east where its y grows to the north; else to the west.</summary>
    public bool FlipsX { get; init; }

    /// <summary>The angle of field in radians of a place on the focal plane in millimetres.</summary>
    public (double X, double Y) ToFieldAngle(double x, double y)
    {
        var radius = Math.Sqrt((x * x) + (y * y));
        var scale = PlateScale / ArcsecondsPerRadian;
        if (radius == 0)
            return (0, 0);
        var distance = 0.0;
        for (var i = Distortion.Count - 1; i >= 0; i--)
            distance = (distance * radius) + Distortion[i];
        return (scale * distance * x / radius, scale * distance * y / radius);
    }
}

using SkyButler.Imaging.Cameras;

namespace SkyButler.Instruments.Cameras;

/// <summary>Where the detectors of a camera look: from pixels over the focal plane to angles of its field.</summary>
/// <param name="camera">Its detectors, those whose place is known.</param>
/// <param name="projection">From the focal plane to the field.</param>
public sealed class CameraGeometry(Camera camera, FieldProjection projection)
{
    // The edge of a pixel from its centre.
    private const double Edge = 0.5;

    /// <summary>Its detectors, those whose place is known.</summary>
    public Camera Camera => camera;

    /// <summary>From the focal plane to the field.</summary>
    public FieldProjection Projection => projection;

    /// <summary>
    /// The place on the focal plane in millimetres of a pixel, counted from (0, 0) at the centre of the first; detectors are rotated about z,
    /// other tilts are not regarded.
    /// </summary>
    public static (double X, double Y) ToFocalPlane(DetectorGeometry detector, double x, double y)
    {
        var (dx, dy) = ((x - detector.ReferencePoint.X) * detector.PixelSize.X, (y - detector.ReferencePoint.Y) * detector.PixelSize.Y);
        var (sine, cosine) = Math.SinCos(detector.Yaw);
        return (detector.FocalPlanePosition.X + (cosine * dx) - (sine * dy), detector.FocalPlanePosition.Y + (sine * dx) + (cosine * dy));
    }

    /// <summary>The angle of field in radians of a pixel, counted from (0, 0) at the centre of the first.</summary>
    public (double X, double Y) ToFieldAngle(DetectorGeometry detector, double x, double y)
    {
        var place = ToFocalPlane(detector, x, y);
        return projection.ToFieldAngle(place.X, place.Y);
    }

    /// <summary>
    /// The angles of field in radians of a detector's four corners, around it from the first pixel along x.
    /// </summary>
    /// <param name="detector">The detector.</param>
    /// <param name="padding">How many pixels are added on every side.</param>
    public IReadOnlyList<(double X, double Y)> Corners(DetectorGeometry detector, double padding)
    {
        var margin = padding + Edge;
        var (left, bottom) = (detector.Box.MinX - margin, detector.Box.MinY - margin);
        var (right, top) = (detector.Box.MaxX + margin, detector.Box.MaxY + margin);
        return [ToFieldAngle(detector, left, bottom), ToFieldAngle(detector, right, bottom), ToFieldAngle(detector, right, top), ToFieldAngle(detector, left, top)];
    }
}

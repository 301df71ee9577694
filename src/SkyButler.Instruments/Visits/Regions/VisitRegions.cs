using SkyButler.Geometry;
using SkyButler.Instruments.Visits.Grouping;

namespace SkyButler.Instruments.Visits.Regions;

/// <summary>The regions of visits and of their detectors.</summary>
/// <param name="field">The camera's field.</param>
/// <param name="mergesExposures">Whether all exposures of a visit count, not the first alone.</param>
internal sealed class VisitRegions(FieldOutline field, bool mergesExposures)
{
    /// <summary>Those visits that have a region; the others are told.</summary>
    public IReadOnlyList<VisitPlan> Possible(IReadOnlyList<VisitPlan> visits, Action<VisitException> fail, CancellationToken cancellationToken)
    {
        var errors = visits.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(Error).ToList();
        foreach (var error in errors.OfType<VisitException>())
            fail(error);
        return [.. visits.Where((_, i) => errors[i] is null)];
    }

    /// <summary>The region of a visit: the hull of its detectors.</summary>
    /// <exception cref="VisitException">It is none.</exception>
    public ConvexPolygon Of(VisitPlan visit) =>
        Hull(visit, Pointings(visit).SelectMany(pointing => field.Edge.Select(point => pointing.At(point.X, point.Y))));

    /// <summary>The regions of a visit's detectors.</summary>
    /// <exception cref="VisitException">One is none.</exception>
    public IEnumerable<(int Detector, ConvexPolygon Region)> OfDetectors(VisitPlan visit)
    {
        var pointings = Pointings(visit).ToList();
        return field.Detectors.Select(detector => (detector.Id, Hull(visit, pointings.SelectMany(pointing => detector.Corners.Select(corner => pointing.At(corner.X, corner.Y))))));
    }

    private VisitException? Error(VisitPlan visit)
    {
        try
        {
            _ = Of(visit);
            return null;
        }
        catch (VisitException e)
        {
            return e;
        }
    }

    private static ConvexPolygon Hull(VisitPlan visit, IEnumerable<UnitVector3> points)
    {
        try
        {
            return new ConvexPolygon(points);
        }
        catch (GeometryException e)
        {
            throw new VisitException($"The visit {visit.Id} ('{visit.Name}') has no region: {e.Message}.", e);
        }
    }

    private IEnumerable<Pointing> Pointings(VisitPlan visit) => visit.Exposures.Take(mergesExposures ? visit.Exposures.Count : 1)
        .Select(exposure => new Pointing(exposure.Real("tracking_ra")!.Value, exposure.Real("tracking_dec")!.Value, exposure.Real("sky_angle")!.Value, field.FlipsX));
}

using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Cameras;
using SkyButler.Instruments.Cameras;
using SkyButler.Instruments.Visits.Grouping;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Visits.Regions;

/// <summary>Finds the camera of an instrument: the dataset <c>camera</c>, or else the instrument's description, or else the WCS of its raws.</summary>
internal static class VisitCamera
{
    private const string DatasetTypeName = "camera";
    private const double ArcsecondsPerRadian = 648_000 / Math.PI;

    /// <summary>Finds it, as it was at the time of the first exposure.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="instrument">The instrument's name.</param>
    /// <param name="exposures">The exposures, at least one.</param>
    /// <param name="detectors">How many detectors are registered.</param>
    /// <param name="collections">Where the dataset is looked for; none: in <c>instrument/calib</c>, where that is.</param>
    /// <param name="description">The instrument's description; null where there is none.</param>
    /// <param name="isDatasetRequired">Whether a description is not enough.</param>
    /// <param name="stores">Where the files of raws lie.</param>
    /// <param name="log">Is told where it was found in raws.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="VisitException">There is none.</exception>
    public static async Task<CameraGeometry> FindAsync(
        Butler butler, string instrument, IReadOnlyList<SkyExposure> exposures, int detectors, IReadOnlyList<string> collections, InstrumentDescription? description, bool isDatasetRequired,
        ResourceStores stores, ILogger log, CancellationToken cancellationToken)
    {
        var searched = collections.Count > 0 ? collections : await UsualAsync(butler, instrument, cancellationToken).ConfigureAwait(false);
        if (await ReadAsync(butler, instrument, exposures[0].Id, searched, cancellationToken).ConfigureAwait(false) is { } camera)
            return With(camera, description, instrument);
        if (isDatasetRequired)
            throw new VisitException($"There is no dataset 'camera' of {instrument} in {(searched.Count == 0 ? "any collection that was named" : string.Join(", ", searched))}, and requireVersionedCamera asks for one; name its collection (--collections).");
        return description?.Geometry ?? await new RawCamera(butler, instrument, (description?.Raw ?? RawDefinition.Usual).DatasetType, stores, log).FindAsync(exposures, detectors, cancellationToken).ConfigureAwait(false) ?? throw new VisitException(
            $"Where the detectors of {instrument} lie is not known: there is no dataset 'camera' (--collections), no description of the instrument has a section 'camera', and no raw has a WCS (docs/instruments.md; SKYBUTLER_INSTRUMENTS names folders of descriptions).");
    }

    private static async Task<IReadOnlyList<string>> UsualAsync(Butler butler, string instrument, CancellationToken cancellationToken)
    {
        var usual = $"{instrument}/calib";
        return await butler.Registry.Collections.FindAsync(usual, cancellationToken).ConfigureAwait(false) is null ? [] : [usual];
    }

    private static async Task<Camera?> ReadAsync(
        Butler butler, string instrument, long exposure, IReadOnlyList<string> collections, CancellationToken cancellationToken)
    {
        if (collections.Count == 0 || await butler.Registry.DatasetTypes.FindAsync(DatasetTypeName, cancellationToken).ConfigureAwait(false) is null)
            return null;
        var dataId = new DataId { ["instrument"] = instrument, ["exposure"] = exposure };
        var found = await butler.FindDatasetAsync(DatasetTypeName, dataId, collections, cancellationToken).ConfigureAwait(false);
        if (found is null)
            return null;
        return await butler.GetAsync(found, cancellationToken: cancellationToken).ConfigureAwait(false) as Camera
            ?? throw new VisitException($"The dataset 'camera' of {instrument} in {found.Run} is no camera that can be read here.");
    }

    // The file knows detectors and field, but not which way its sky is seen.
    private static CameraGeometry With(Camera camera, InstrumentDescription? description, string instrument)
    {
        var described = description?.Geometry?.Projection;
        // Without a term of the first order there is no scale at the boresight.
        if (camera.FieldPolynomial is not { Count: > 1 } polynomial || polynomial[1] is 0 or double.NaN)
            return new(camera, described ?? throw new VisitException(
                $"The camera of {instrument} has a distortion that can't be read here; describe the instrument's plate scale (section 'camera' of its description, docs/instruments.md)."));
        return new(camera, new FieldProjection
        {
            PlateScale = polynomial[1] * ArcsecondsPerRadian,
            Distortion = [.. polynomial.Select(coefficient => coefficient / polynomial[1])],
            FlipsX = described?.FlipsX ?? false,
        });
    }
}

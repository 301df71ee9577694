using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Cameras;
using SkyButler.Instruments.Descriptions.Proposals;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Visits.Grouping;
using SkyButler.Queries;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Visits.Regions;

/// <summary>The camera of an instrument whose detectors nobody has described: they lie where the WCS of its raws says.</summary>
/// <param name="butler">The repository.</param>
/// <param name="instrument">The instrument's name.</param>
/// <param name="raw">Name of the dataset type of its raws.</param>
/// <param name="stores">Where their files lie.</param>
/// <param name="log">Is told of the camera.</param>
internal sealed class RawCamera(Butler butler, string instrument, string raw, ResourceStores stores, ILogger log)
{
    // Millimetres: any will do, since only its product with the scale counts.
    private const double PixelSize = 0.015;

    // Exposures that are looked at, until all detectors have told where they look.
    private const int MostExposures = 20;

    /// <summary>Finds it by the first exposures whose raws tell; null where none does.</summary>
    /// <param name="exposures">The exposures.</param>
    /// <param name="count">How many detectors there are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CameraGeometry?> FindAsync(IReadOnlyList<SkyExposure> exposures, int count, CancellationToken cancellationToken)
    {
        if (await butler.Registry.DatasetTypes.FindAsync(raw, cancellationToken).ConfigureAwait(false) is null)
            return null;
        var places = new SortedDictionary<long, (PlaceOnSky Place, double Angle)>();
        foreach (var exposure in exposures.Take(MostExposures).TakeWhile(_ => places.Count < count))
        {
            var angle = exposure.Real("sky_angle")!.Value * Math.PI / 180;
            foreach (var (detector, place) in await PlacesAsync(exposure, cancellationToken).ConfigureAwait(false))
                places.TryAdd(detector, (place, place.FlipsX ? angle : -angle));
        }

        if (places.Count == 0)
            return null;
        log.LogInformation(
            "Nobody has described where the detectors of {Instrument} lie; {Count} of {All} are taken to lie where the WCS of their raws says.", instrument, places.Count, count);
        var first = places.Values.First().Place;
        var scale = first.PixelScale / PixelSize;
        var alike = places.Where(place => place.Value.Place.FlipsX == first.FlipsX).ToList();
        if (alike.Count < places.Count)
            log.LogWarning("The WCS of {Count} detectors of {Instrument} mirrors the sky otherwise than that of detector {First}; they get no regions.", places.Count - alike.Count, instrument, places.Keys.First());
        return new(
            new Camera(instrument, alike.Select(place => Detector((int)place.Key, place.Value.Place, scale, place.Value.Angle))),
            new FieldProjection { PlateScale = scale, Distortion = [0, 1], FlipsX = first.FlipsX });
    }

    // The camera is turned back by the angle at which it was on the sky.
    private static DetectorGeometry Detector(int number, PlaceOnSky place, double scale, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (x, y) = (place.X / scale, place.Y / scale);
        var size = place.PixelScale / scale;
        return new()
        {
            Id = number,
            Name = "",
            Box = Box2I.FromSize(0, 0, (int)place.Width, (int)place.Height),
            PixelSize = (size, size),
            FocalPlanePosition = ((x * cos) - (y * sin), (x * sin) + (y * cos)),
            ReferencePoint = ((place.Width - 1) / 2.0, (place.Height - 1) / 2.0),
            Yaw = (place.Rotation * Math.PI / 180) + angle,
            Amplifiers = [],
        };
    }

    // Files of one detector each; of a file with several, no header says which is which.
    private async Task<IReadOnlyDictionary<long, PlaceOnSky>> PlacesAsync(SkyExposure exposure, CancellationToken cancellationToken)
    {
        var places = new ConcurrentDictionary<long, PlaceOnSky>();
        var boresight = new SkyPosition(exposure.Real("tracking_ra")!.Value, exposure.Real("tracking_dec")!.Value);
        var raws = new List<DatasetRef>();
        var query = new DatasetQuery { DatasetType = raw, Collections = ["*"], DataId = new() { ["instrument"] = instrument, ["exposure"] = exposure.Id } };
        await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken).ConfigureAwait(false))
            raws.Add(dataset);
        var uris = await butler.Datastore.GetUrisAsync(raws, cancellationToken).ConfigureAwait(false);
        var single = raws.DistinctBy(dataset => dataset.DataId["detector"])
            .Where(dataset => uris.GetValueOrDefault(dataset.Id) is [var file] && uris.Values.Count(own => own.Any(uri => uri.Uri == file.Uri)) == 1).ToList();
        var atATime = single.Count == 0 ? 1 : stores.ThreadsFor(uris[single[0].Id][0].Uri);
        await Parallel.ForEachAsync(single, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, atATime), CancellationToken = cancellationToken }, async (dataset, stop) =>
        {
            var file = uris[dataset.Id][0].Uri;
            try
            {
                var sample = await HeaderSample.ReadAsync(file, stores, stop).ConfigureAwait(false);
                if (PlaceOnSky.Of(sample.Header, boresight) is { } place)
                    places[dataset.DataId["detector"].Number] = place;
            }
            catch (Exception e) when (e is HeaderException or ResourceException)
            {
                log.LogWarning("Where a detector lies is not told by {File}: {Error}", file.DisplayName, e.Message);
            }
        }).ConfigureAwait(false);
        return places;
    }
}

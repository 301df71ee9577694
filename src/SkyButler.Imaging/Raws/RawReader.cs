using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>
/// Reads raws: of an image HDU for each amplifier (told by DATASEC and DETSEC), or of a single image of the whole
/// detector. A camera's geometry, where given, decides places and mirroring; without it, the headers do.
/// </summary>
public static class RawReader
{
    /// <summary>Reads a raw on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="detector">The detector's geometry, if it is known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImagingException">It can't be read, or doesn't say where its amplifiers belong.</exception>
    public static async Task<RawExposure> ReadAsync(string path, DetectorGeometry? detector = null, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await ReadAsync(file, detector, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a raw.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="detector">The detector's geometry, if it is known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImagingException">It can't be read, or doesn't say where its amplifiers belong.</exception>
    public static async Task<RawExposure> ReadAsync(FitsFile file, DetectorGeometry? detector = null, CancellationToken cancellationToken = default)
    {
        var images = file.Hdus.Where(hdu => hdu.HasImage).ToList();
        var segments = images.Where(hdu => hdu.Header.Contains("DETSEC") || hdu.Header.Contains("DATASEC")).ToList();
        if (segments.Count == 0 && images.Count > 1 && images.Count == detector?.Amplifiers.Count)
            segments = images;
        if (segments.Count > 1)
            return await ReadSegmentsAsync(file, segments, detector, cancellationToken).ConfigureAwait(false);
        if (images.Count == 0)
            throw new FitsFormatException(file.Name, "there is no image here, so it can't be a raw");
        return await ReadMosaicAsync(file, segments.FirstOrDefault() ?? images[0], detector, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<RawExposure> ReadSegmentsAsync(
        FitsFile file, List<FitsHdu> segments, DetectorGeometry? detector, CancellationToken cancellationToken)
    {
        var headers = segments.ConvertAll(hdu => hdu.ImageHeader);
        var boxes = segments.ConvertAll(hdu => hdu.ImageBox);
        var geometries = detector is null ? null : AmplifierMatch.Find(segments.ConvertAll(hdu => hdu.Name), detector);
        var dataBoxes = headers.Select((header, i) => RawRegions.DataBox(file.Name, header, boxes[i], geometries?[i])).ToList();
        var (detectorBox, placements) = detector is not null && geometries is not null
            ? (detector.Box, GeometryPlacement.Find(geometries, dataBoxes, boxes, headers))
            : HeaderPlacement.Find(file.Name, file.Primary.Header, headers, dataBoxes);
        var amplifiers = new List<RawAmplifier>();
        for (int i = 0; i < segments.Count; i++)
        {
            var pixels = await segments[i].ReadImageAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var regions = RawRegions.Find(headers[i], boxes[i], dataBoxes[i]);
            amplifiers.Add(new RawAmplifier
            {
                Name = geometries?[i].Name ?? segments[i].Name ?? $"HDU{segments[i].Index}",
                Header = headers[i],
                Pixels = pixels,
                DataBox = dataBoxes[i],
                Placement = placements[i],
                SerialOverscanBox = regions.SerialOverscan,
                ParallelOverscanBox = regions.ParallelOverscan,
                PrescanBox = regions.Prescan,
                Geometry = geometries?[i],
            });
        }

        return new RawExposure { Header = file.Primary.Header, DetectorBox = detectorBox, Amplifiers = amplifiers, Detector = detector };
    }

    // One image of all amplifiers: cut by the geometry's raw boxes, or else one "amplifier" that is the detector.
    private static async Task<RawExposure> ReadMosaicAsync(
        FitsFile file, FitsHdu hdu, DetectorGeometry? detector, CancellationToken cancellationToken)
    {
        var pixels = await hdu.ReadImageAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        bool hasRawBoxes = detector is not null && detector.Amplifiers.Count > 0
            && detector.Amplifiers.All(amplifier => !amplifier.RawBox.IsEmpty && pixels.Box.Contains(amplifier.RawBox));
        if (!hasRawBoxes)
        {
            var header = hdu.ImageHeader;
            var data = RawRegions.DataBox(file.Name, header, pixels.Box, null);
            var regions = RawRegions.Find(header, pixels.Box, data);
            var box = Box2I.FromSize(0, 0, data.Width, data.Height);
            var whole = new RawAmplifier
            {
                Name = hdu.Name ?? "",
                Header = header,
                Pixels = pixels,
                DataBox = data,
                Placement = new AmplifierPlacement(box, FlipX: false, FlipY: false),
                SerialOverscanBox = regions.SerialOverscan,
                ParallelOverscanBox = regions.ParallelOverscan,
                PrescanBox = regions.Prescan,
            };
            return new RawExposure { Header = file.Primary.Header, DetectorBox = box, Amplifiers = [whole], Detector = detector };
        }

        var amplifiers = CutMosaic(hdu.ImageHeader, pixels, detector!);
        return new RawExposure { Header = file.Primary.Header, DetectorBox = detector!.Box, Amplifiers = amplifiers, Detector = detector };
    }

    // An untrimmed mosaic, cut by the geometry's raw boxes.
    internal static IReadOnlyList<RawAmplifier> CutMosaic(FitsHeader header, Image pixels, DetectorGeometry detector) =>
    [
        .. detector.Amplifiers.Select(geometry => new RawAmplifier
        {
            Name = geometry.Name,
            Header = header,
            Pixels = pixels.Cutout(geometry.RawBox),
            DataBox = geometry.RawDataBox,
            Placement = new AmplifierPlacement(geometry.Box, geometry.RawFlipX, geometry.RawFlipY),
            SerialOverscanBox = geometry.RawSerialOverscanBox,
            ParallelOverscanBox = geometry.RawParallelOverscanBox,
            PrescanBox = geometry.RawPrescanBox,
            Geometry = geometry,
        }),
    ];
}
